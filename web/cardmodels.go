package web

import "slices"

// Card is a model card: what a model is, what was measured of it, and its limits.
type Card struct {
	Page
	Models      []ModelChoice
	Facts       []Choice // what it is, and its words
	Codecs      []CardCodec
	Measured    string // how, on which pictures; "" where its files tell no figures
	Paper       []CardGroup
	Settings    []string // heads of Tools' figures
	Tools       []CardTool
	ToolsLead   string
	Blocks      []CardBlock
	Held        bool     // some of Blocks' rows were held to their files
	Believed    []string // labels of the codecs that Blocks' beliefs are of
	Recognition string
	Worth       []CardWorth
	Limits      []string
}

// CardCodec is a codec that the model names.
type CardCodec struct{ Label, Unit, Levels, Note string }

// noted tells whether there is something to say of any of them.
func noted(codecs []CardCodec) bool {
	return slices.ContainsFunc(codecs, func(c CardCodec) bool { return c.Note != "" })
}

// CardGroup is a mean over settings beside what others published.
type CardGroup struct{ Name, Pictures, Input, Restored, Gain, Theirs, Other string }

// CardTool is a program that one would use instead, or this model among them.
type CardTool struct {
	Name          string
	PSNR          []string
	Mean, Seconds string
	Note          string
	Own           bool
}

// CardBlock is some of the settings, measured.
type CardBlock struct {
	Title string
	Rows  []CardRow
}

// CardRow is a setting: what was gained at it, and what was believed.
type CardRow struct {
	Setting, Input, Restored, Gain string
	Width                          string // of the gain's bar, 0…100
	Worse                          bool
	Held                           string // the gain, once held to the file
	Consistency, Codec, Level      string
	Beliefs                        []CardBelief // a cell for each of Card.Believed
	Said                           string       // what was believed most, of how many pictures
}

// CardBelief is the mean belief in a codec.
type CardBelief struct {
	Text, Opacity string
	True          bool
}

// CardWorth is a setting's gain by what R-Net was told.
type CardWorth struct{ Setting, Believed, True, None, Wrong string }
