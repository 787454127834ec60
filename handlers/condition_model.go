package handlers

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// conditionModel makes the controls: as they stood for a restoration or as the address says, else as
// the network believes; and how many views to choose first.
func conditionModel(models []*inference.Model, m *inference.Model, p *studio.Prediction, asked studio.ConditionRequest, taken studio.ConditionTaken, views int) web.Condition {
	c := web.Condition{
		Mode: taken.Mode, Delta: fmt.Sprintf("%.2f", asked.Delta), Shift: shiftText(asked.Delta, taken.Strength), Model: m.Name,
		Believed: fmt.Sprintf("%.2f", p.Strength), Strength: fmt.Sprintf("%.2f", p.Strength),
	}
	if c.Mode == "" {
		c.Mode = studio.Auto
	}
	manual := c.Mode == studio.Manual && slices.ContainsFunc(m.Codecs, func(known inference.Codec) bool { return known.Trained && taken.Codec[known.Name] > 0 })
	if manual {
		c.Strength, c.ExactStrength = fmt.Sprintf("%.2f", taken.Strength), fmt.Sprint(taken.Strength)
	} else if c.Mode == studio.Manual { // under another model's codecs
		c.Mode = studio.Auto
	}
	for t, known := range m.Codecs {
		if !known.Trained {
			continue
		}
		believed := fmt.Sprintf("%.0f", 100*p.Codec[t].P)
		weight, exact := believed, ""
		if manual {
			weight, exact = fmt.Sprintf("%.0f", 100*taken.Codec[known.Name]), fmt.Sprint(100*taken.Codec[known.Name])
		}
		c.Codecs = append(c.Codecs, web.CodecWeight{Name: known.Name, Label: known.Label, Weight: weight, Exact: exact, Believed: believed})
	}
	c.Models = modelChoices(models, m)
	c.Views = viewChoices(views)
	c.Unheld = asked.Unheld
	return c
}

// shiftText is how far a belief's strength is shifted and what that comes to, as a slider's script has it.
func shiftText(delta, strength float64) string {
	if delta == 0 {
		return "0.00"
	}
	return fmt.Sprintf("%s → %.2f", web.Signed(delta, ".2f"), strength)
}

// addressed puts the condition that a page's address asks for, in the form's own fields, in the place
// of another. Of a mix it takes the codecs that the model knows, the address may be of another model,
// and returns the others.
func addressed(query url.Values, m *inference.Model, p *studio.Prediction, asked *studio.ConditionRequest, taken *studio.ConditionTaken) (unknown []string, err error) {
	if !query.Has("mode") && !query.Has("cell") {
		return nil, nil
	}
	request, err := formCondition(query)
	if err != nil {
		return nil, err
	}
	for _, name := range heaviest(request.Codec) {
		if !slices.ContainsFunc(m.Codecs, func(c inference.Codec) bool { return c.Trained && c.Name == name }) {
			unknown = append(unknown, codec.Label(name))
			delete(request.Codec, name)
		}
	}
	if unknown != nil && len(request.Codec) == 0 {
		return unknown, nil
	}
	wanted, err := studio.Take(m, request, p)
	if err != nil {
		return nil, err
	}
	request.Map = asked.Map // the brush leaves out what the model has no name for
	*asked, *taken = request, wanted
	return unknown, nil
}

// viewChoices are of how many views a restoration can be the mean.
func viewChoices(chosen int) []web.ViewChoice {
	choices := make([]web.ViewChoice, len(inference.Views))
	for n, views := range inference.Views {
		choices[n] = web.ViewChoice{Value: fmt.Sprint(views), Label: web.ViewsLabel(views), Checked: views == chosen}
	}
	return choices
}

// modelChoices are the models that can be asked, each by what it knows.
func modelChoices(models []*inference.Model, chosen *inference.Model) []web.ModelChoice {
	choices := make([]web.ModelChoice, len(models))
	for n, m := range models {
		var known []string
		for _, c := range m.Codecs {
			if c.Trained {
				known = append(known, c.Label)
			}
		}
		choices[n] = web.ModelChoice{Name: m.Name, Label: web.ModelLabel(m.Name, known), Checked: m == chosen}
	}
	return choices
}

// conditionText is a condition in few words: "JPEG QF 10", "JPEG 60 %, HEVC 40 % at strength 0.52".
func conditionText(taken studio.ConditionTaken, asked studio.ConditionRequest) string {
	text := levelText(asked)
	if text == "" {
		text = mixText(taken)
	}
	switch share := painted(taken); {
	case share > 0.9999: // nothing is left for the condition itself
		var parts []string
		for _, part := range taken.Parts {
			parts = append(parts, mixText(studio.ConditionTaken{Codec: part.Codec, Strength: part.Strength}))
		}
		return web.PaintedAllOver(parts)
	case share > 0:
		text += ", " + web.Painted(share)
	}
	return text
}

// levelText is a level of one codec that was asked for, "" for any other condition.
func levelText(asked studio.ConditionRequest) string {
	if asked.Level == "" || len(asked.Codec) != 1 {
		return ""
	}
	for name := range asked.Codec {
		return codec.LevelText(name, asked.Level)
	}
	return ""
}

// mixText is a mix of codecs and its strength.
func mixText(taken studio.ConditionTaken) string {
	var parts []string
	for _, name := range heaviest(taken.Codec) {
		if taken.Codec[name] > 0.99 {
			parts = append(parts, codec.Label(name))
		} else if taken.Codec[name] >= 0.01 {
			parts = append(parts, codec.Label(name)+" "+web.Percent(taken.Codec[name]))
		}
	}
	return web.AtStrength(parts, taken.Strength)
}

// restorationText is what a restoration was made under, in few words.
func restorationText(r store.Restoration) string {
	taken, asked := studio.ConditionOf(r)
	return conditionText(taken, asked) + web.InViews(r.Views) + web.HeldOrNot(asked.Unheld)
}

// heaviest are the names of most weight first, as of a mix's codecs.
func heaviest[N cmp.Ordered](weights map[string]N) []string {
	return slices.SortedFunc(maps.Keys(weights), func(a, b string) int {
		return cmp.Or(cmp.Compare(weights[b], weights[a]), strings.Compare(a, b))
	})
}

// modeText is a mode as people read it.
func modeText(taken studio.ConditionTaken, asked studio.ConditionRequest) string {
	switch taken.Mode {
	case studio.Relative:
		return web.Words.Relative + " " + web.Signed(asked.Delta, ".2f")
	case studio.Manual:
		return web.Words.Manual
	}
	return web.Words.Auto
}
