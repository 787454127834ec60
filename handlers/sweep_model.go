package handlers

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"uncodec/inference"
	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// sweepMeasure is one of the figures that a heat map can show. Those against the
// reference are shown as gains over the input.
type sweepMeasure struct {
	name, label, format string
	gain                bool
	of                  func(studio.SweepRow) *float64
}

var sweepMeasures = []sweepMeasure{
	{"psnr", "PSNR", ".2f", true, func(r studio.SweepRow) *float64 { return figuresOf(r).PSNR }},
	{"ssim", "SSIM", ".4f", true, func(r studio.SweepRow) *float64 { return figuresOf(r).SSIM }},
	{"psnrb", "PSNR-B", ".2f", true, func(r studio.SweepRow) *float64 { return figuresOf(r).PSNRB }},
	{"consistency", web.Words.Consistency, ".4f", false, func(r studio.SweepRow) *float64 { return r.Consistency }},
}

// figuresOf are a row's measures, none where there is no reference.
func figuresOf(r studio.SweepRow) quality.Figures {
	if r.Measures == nil {
		return quality.Figures{}
	}
	return r.Measures.Figures()
}

// sweepModel makes the heat map of a sweep, as far as it has come; it takes so many seconds more.
func sweepModel(e store.Experiment, left float64, models []*inference.Model, wanted string) *web.Sweep {
	g, rows := studio.SweepOf(e)
	values := byCondition(rows)
	out := &web.Sweep{
		ExperimentJob: experimentJob(e, len(rows), len(g.Cells), left, web.SweepProgress, web.SweepStopped),
		Image:         e.ImageID, Model: g.Model, Part: web.SweepPart(g.Model, g.Part.Width, g.Part.Height),
	}
	m := chooseMeasure(values[studio.Untouched], wanted)
	for _, one := range sweepMeasures {
		if !one.gain || values[studio.Untouched].Measures != nil {
			out.Measures = append(out.Measures, web.MeasureChoice{Name: one.name, Label: one.label, Shown: one.name == m.name})
		}
	}
	if out.Hint = web.Words.SweepPressSign; m.gain {
		out.Hint = web.Words.SweepPress
	}
	heat := newHeat(m, g, values)
	for _, name := range []string{studio.ByPosterior, studio.ByNone} {
		if text := heat.text(name); text != "" {
			out.Beside = append(out.Beside, web.Choice{Label: web.SweepName(name), Value: text})
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

// heatOf is a sweep's figures of a measure, or of consistency where it has no others.
func heatOf(g studio.SweepGrid, rows []studio.SweepRow, measure string) heat {
	values := byCondition(rows)
	return newHeat(chooseMeasure(values[studio.Untouched], measure), g, values)
}

// chooseMeasure is the one that was asked for, or the first that this sweep can have.
func chooseMeasure(input studio.SweepRow, wanted string) sweepMeasure {
	for _, m := range sweepMeasures {
		if (m.name == wanted || wanted == "") && (!m.gain || input.Measures != nil) {
			return m
		}
	}
	return sweepMeasures[len(sweepMeasures)-1]
}

// heat is the figures of a heat map and their range.
type heat struct {
	measure   sweepMeasure
	values    map[string]float64
	best      string
	low, high float64
}

func newHeat(m sweepMeasure, g studio.SweepGrid, rows map[string]studio.SweepRow) heat {
	h := heat{measure: m, values: map[string]float64{}, low: math.Inf(1), high: math.Inf(-1)}
	base := new(float64)
	if m.gain {
		base = m.of(rows[studio.Untouched])
	}
	if base == nil { // not measured yet, or without a limit: there is nothing to gain
		return h
	}
	for _, name := range g.Cells {
		v := m.of(rows[name])
		if v == nil || name == studio.Untouched {
			continue
		}
		h.values[name] = *v - *base
		if name == studio.ByPosterior || name == studio.ByNone {
			continue
		}
		h.low = min(h.low, *v-*base)
		if *v-*base > h.high {
			h.high, h.best = *v-*base, name
		}
	}
	return h
}

func (h heat) text(name string) string {
	v, ok := h.values[name]
	switch {
	case !ok:
		return ""
	case h.measure.gain:
		return web.Signed(v, h.measure.format)
	}
	return fmt.Sprintf("%"+h.measure.format, v)
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
		if slices.Contains(steps, studio.Step{Codec: codec, Level: level}) {
			cell.Marks = append(cell.Marks, web.Words.SweepTrue)
		}
		if name == g.Believed {
			cell.Marks = append(cell.Marks, web.Words.SweepBelieved)
		}
		if name == h.best {
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

// opacity is how strongly a cell is coloured. Gains are told from zero, in two colours;
// a figure that is no gain from the lowest.
func (h heat) opacity(name string) string {
	v, ok := h.values[name]
	if !ok {
		return "0"
	}
	share := 1.0
	if h.measure.gain {
		share = math.Abs(v) / max(math.Abs(h.low), math.Abs(h.high), 1e-9)
	} else if h.high > h.low {
		share = (v - h.low) / (h.high - h.low)
	}
	return fmt.Sprintf("%.3f", 0.04+0.5*share)
}
