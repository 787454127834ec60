package handlers

import (
	"fmt"
	"math"

	"uncodec/quality"
	"uncodec/studio"
	"uncodec/web"
)

// sweepMeasure is one of the figures that a heat map can show. Those against the
// reference are shown as gains over the input.
type sweepMeasure struct {
	name, label, format string
	unit                string // " dB", or "" for none
	gain                bool
	judges              bool // a higher one is better; it stands against the reference
	of                  func(studio.SweepRow) *float64
}

var sweepMeasures = []sweepMeasure{
	{"psnr", "PSNR", ".2f", " dB", true, true, func(r studio.SweepRow) *float64 { return figuresOf(r).PSNR }},
	{"ssim", "SSIM", ".4f", "", true, true, func(r studio.SweepRow) *float64 { return figuresOf(r).SSIM }},
	{"psnrb", "PSNR-B", ".2f", " dB", true, true, func(r studio.SweepRow) *float64 { return figuresOf(r).PSNRB }},
	{"reward", web.Words.SweepReward, ".4f", "", false, true, func(r studio.SweepRow) *float64 { return r.Reward }},
	{"consistency", web.Words.Consistency, ".4f", "", false, false, func(r studio.SweepRow) *float64 { return r.Consistency }},
}

// figuresOf are a row's measures, none where there is no reference.
func figuresOf(r studio.SweepRow) quality.Figures {
	if r.Measures == nil {
		return quality.Figures{}
	}
	return r.Measures.Figures()
}

// heatOf is a sweep's figures of a measure, or of consistency where it has no others.
func heatOf(g studio.SweepGrid, rows []studio.SweepRow, measure string) heat {
	values := byCondition(rows)
	return newHeat(chooseMeasure(values, measure, false), g, values)
}

// chooseMeasure is the one that was asked for, or the first that this sweep can have.
func chooseMeasure(rows map[string]studio.SweepRow, wanted string, awaited bool) sweepMeasure {
	for _, m := range sweepMeasures {
		if (m.name == wanted || wanted == "") && m.offered(rows, awaited) {
			return m
		}
	}
	return sweepMeasures[len(sweepMeasures)-1]
}

// offered tells whether a sweep, as far as it has come, can have the measure; with awaited, gains are still to come.
func (m sweepMeasure) offered(rows map[string]studio.SweepRow, awaited bool) bool {
	switch {
	case m.gain:
		return awaited || rows[studio.Untouched].Measures != nil
	case m.judges: // of the codecs alone, and not of sweeps from before it was measured
		for _, row := range rows {
			if m.of(row) != nil {
				return true
			}
		}
		return false
	}
	return true
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
	if !m.judges {
		h.best = ""
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
	return web.Shade(share)
}
