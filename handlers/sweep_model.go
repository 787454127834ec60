package handlers

import (
	"slices"
	"strings"

	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// sweepModel makes the heat map of a sweep, as far as it has come by its news, of a picture that has an original or has none.
func sweepModel(e store.Experiment, news studio.Event, models []*inference.Model, wanted string, original bool) *web.Sweep {
	g, rows := studio.SweepOf(e)
	values := byCondition(rows)
	out := &web.Sweep{
		ExperimentJob: experimentJob(e.Kind, news),
		Image:         e.ImageID, Model: g.Model, Part: web.SweepPart(g.Model, g.Part.Width, g.Part.Height),
	}
	original = original && len(values) == 0 // else the rows tell
	m := chooseMeasure(values, wanted, original)
	for _, one := range sweepMeasures {
		if one.offered(values, original) {
			out.Measures = append(out.Measures, web.MeasureChoice{Name: one.name, Label: one.label, Shown: one.name == m.name})
		}
	}
	switch {
	case m.gain:
		out.Hint = web.Words.SweepPress
	case m.judges:
		out.Hint = web.Words.SweepPressReward
	default:
		out.Hint = web.Words.SweepPressSign
	}
	heat := newHeat(m, g, values)
	for _, name := range []string{studio.ByPosterior, studio.ByNone} {
		if text := heat.text(name); text != "" {
			out.Beside = append(out.Beside, web.Choice{Label: web.SweepName(name), Value: text + m.unit})
		}
	}
	out.Rows = heat.rows(models, g, out.Open)
	return out
}

func byCondition(rows []studio.SweepRow) map[string]studio.SweepRow {
	values := map[string]studio.SweepRow{}
	for _, row := range rows {
		values[row.Condition] = row
	}
	return values
}

// rows are the map's lines, a codec each.
func (h heat) rows(models []*inference.Model, g studio.SweepGrid, open bool) []web.SweepRow {
	steps, _ := studio.Steps(g.Setting)
	var out []web.SweepRow
	last := ""
	for _, name := range g.Cells {
		codec, level, ok := strings.Cut(name, ":")
		if !ok {
			continue
		}
		if codec != last {
			last = codec
			out = append(out, namedRow(models, codec))
		}
		cell := web.SweepCell{Value: name, Level: level, Text: h.text(name), Opacity: h.opacity(name), Worse: h.measure.gain && h.values[name] < 0}
		if cell.Text == "" && !open {
			cell.Text = "–"
		}
		if slices.ContainsFunc(steps, func(s studio.Step) bool { return s.Codec == codec && s.Level == level }) {
			cell.Marks = append(cell.Marks, web.Words.SweepTrue)
		}
		if name == g.Believed {
			cell.Marks = append(cell.Marks, web.Words.SweepBelieved)
		}
		if name == h.best && !open {
			cell.Marks = append(cell.Marks, web.Words.SweepBest)
		}
		row := &out[len(out)-1]
		row.Cells = append(row.Cells, cell)
	}
	return out
}

// namedRow is a codec's line with what people call it; the model of the sweep may be gone.
func namedRow(models []*inference.Model, codec string) web.SweepRow {
	for _, m := range models {
		for _, c := range m.Codecs {
			if c.Name == codec {
				return web.SweepRow{Label: c.Label, Unit: c.Unit}
			}
		}
	}
	return web.SweepRow{Label: codec}
}
