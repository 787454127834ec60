package web

import "slices"

// Intake is the first page.
type Intake struct {
	Page
	Formats string // that can be read, in words
	Accept  string // the same for the file chooser
	Limits  []string
	Keeping string
	Samples []SampleCard
	Recent  []PictureCard
	Pages   Pages  // of Recent
	Model   string // what a batch of what is brought begins with
	Views   string
	Trouble string // why what the form sent was refused, or ""
}

// SampleCard is a bundled picture.
type SampleCard struct {
	Name, Title, Damage string
	Picture, Alt        string
	Gain                string // what restoring it brings, where that is ready; else ""
}

// ready tells whether every sample's result is.
func ready(cards []SampleCard) bool {
	return !slices.ContainsFunc(cards, func(c SampleCard) bool { return c.Gain == "" })
}

// PictureCard is one of the visitor's pictures.
type PictureCard struct{ ID, Name, Facts, When string }
