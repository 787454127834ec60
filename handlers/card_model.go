package handlers

import (
	"maps"
	"slices"
	"strings"

	"uncodec/inference"
	"uncodec/studio"
	"uncodec/web"
)

// cardMaker makes a model's card.
type cardMaker struct {
	site    *site
	model   *inference.Model
	figures studio.Figures
	dataset string // where most of it was measured
	rows    map[string]studio.Row
	order   []string // of the rows: their settings
}

func newCard(s *site, m *inference.Model, f studio.Figures) *cardMaker {
	c := &cardMaker{site: s, model: m, figures: f, dataset: f.Main()}
	c.rows = f.On(c.dataset)
	c.order = c.inOrder()
	return c
}

func (c *cardMaker) page() web.Card {
	card := web.Card{Facts: c.facts(), Codecs: c.codecs(), Limits: c.limits()}
	if len(c.rows) == 0 {
		return card
	}
	card.Measured = web.CardMeasured(c.dataset, c.pictures(), len(c.rows), c.condition())
	card.Paper, card.Tools = c.paper(), c.tools()
	card.Settings, card.ToolsLead = c.toolSettings()
	card.Blocks, card.Believed, card.Recognition = c.blocks(), c.believedLabels(), c.recognition()
	card.Held, card.Worth = holds(slices.Collect(maps.Values(c.rows))), c.worth()
	return card
}

func (c *cardMaker) facts() []web.Choice {
	m := c.model
	return []web.Choice{
		{Label: web.Words.CardAfter, Value: web.Words.CardAfterWhom},
		{Label: web.Words.CardTrainedOn, Value: m.TrainedOn},
		{Label: web.Words.CardDate, Value: m.Date},
		{Label: web.Words.CardHash, Value: m.Hash},
		{Label: web.Words.CardCommit, Value: m.Commit},
		{Label: web.Words.CardCite, Value: web.CardCitation(m.Name, m.Hash, m.Commit, m.Date)},
	}
}

func (c *cardMaker) codecs() []web.CardCodec {
	var out []web.CardCodec
	for _, codec := range c.model.Codecs {
		one := web.CardCodec{Label: codec.Label, Unit: codec.Unit}
		var levels []string
		for _, l := range codec.Levels {
			levels = append(levels, l.Level)
		}
		one.Levels = strings.Join(levels, ", ")
		switch {
		case !codec.Trained && !codec.Believable:
			one.Note = web.Words.CardUntrained
		case !codec.Trained:
			one.Note = web.Words.CardOnlyBelieved
		case !codec.Believable:
			one.Note = web.Words.CardOnlyRestored
		}
		out = append(out, one)
	}
	return out
}

// pictures is how many a row is the mean of.
func (c *cardMaker) pictures() (most int) {
	for _, row := range c.rows {
		most = max(most, row.Images)
	}
	return most
}

// condition is what R-Net was told, in words; the program's own measurements begin with the belief.
func (c *cardMaker) condition() string {
	names := map[string]string{studio.ByTruth: web.Words.CardTrue, studio.ByNone: web.Words.CardNone, studio.ByWrong: web.Words.CardWrong}
	for _, table := range c.figures.Tables {
		if name, ok := names[table.Condition]; ok && table.Dataset == c.dataset {
			return name
		}
	}
	return web.Words.CardTold
}

// recognition is how often P-Net is right where it has a name.
func (c *cardMaker) recognition() string {
	var codec, level float64
	n := 0
	for _, row := range c.rows {
		if row.CodecAccuracy != nil && row.LevelAccuracy != nil {
			codec, level, n = codec+*row.CodecAccuracy, level+*row.LevelAccuracy, n+1
		}
	}
	if n == 0 {
		return ""
	}
	r := c.figures.Recognition
	return web.CardRecognition(codec/float64(n), level/float64(n), n, r.CodecECE, r.LevelECE)
}

// worth is what the condition is worth, where a model was measured under others too.
func (c *cardMaker) worth() []web.CardWorth {
	var out []web.CardWorth
	for _, setting := range c.order {
		row := c.rows[setting]
		if len(row.Conditions) < 2 {
			continue
		}
		gain := func(condition string) string { return web.Signed(row.GainUnder(condition), ".2f") }
		out = append(out, web.CardWorth{
			Setting: settingText(setting), Believed: gain(studio.ByPosterior), True: gain(studio.ByTruth),
			None: gain(studio.ByNone), Wrong: gain(studio.ByWrong),
		})
	}
	return out
}
