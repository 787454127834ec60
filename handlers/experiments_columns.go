package handlers

import (
	"fmt"
	"slices"
	"strings"

	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
)

// restorationLine is a restoration as tables have it, what its row keeps as JSON read once.
type restorationLine struct {
	store.Listed
	taken    studio.ConditionTaken
	asked    studio.ConditionRequest
	measured studio.Measured
	cost     studio.Timings
}

func newRestorationLine(l store.Listed) restorationLine {
	line := restorationLine{Listed: l}
	line.taken, line.asked = studio.ConditionOf(l.Restoration)
	line.measured, line.cost = figures(l.Restoration)
	return line
}

// restorationColumns are the table of restorations that is saved: the fields of the
// command line's restore, flat.
var restorationColumns = []column[restorationLine]{
	{"id", func(l restorationLine) any { return l.ID }},
	{"image", func(l restorationLine) any { return l.ImageID }},
	{"file", func(l restorationLine) any { return l.Name }},
	{"format", func(l restorationLine) any { return l.Format }},
	{"width", func(l restorationLine) any { return l.Width }},
	{"height", func(l restorationLine) any { return l.Height }},
	{"setting", func(l restorationLine) any { return l.Setting }}, // what truly happened
	{"reference", func(l restorationLine) any { return l.ReferenceID }},
	{"state", func(l restorationLine) any { return string(l.State) }},
	{"error", func(l restorationLine) any { return l.Error }},
	{"mode", func(l restorationLine) any { return l.Mode }},
	{"codec", func(l restorationLine) any { return mix(l.taken.Codec) }},
	{"level", func(l restorationLine) any { return l.asked.Level }},
	{"strength", func(l restorationLine) any { return l.taken.Strength }},
	{"delta", func(l restorationLine) any { return l.asked.Delta }},
	{"painted", func(l restorationLine) any { return painted(l.taken) }},
	{"views", func(l restorationLine) any { return l.Views }},
	{"held", func(l restorationLine) any { return l.Held }},
	{"unheld", func(l restorationLine) any { return l.asked.Unheld }},
	{"model", func(l restorationLine) any { return l.Model }},
	{"model_hash", func(l restorationLine) any { return l.ModelHash }},
	{"megapixels", cost(func(t studio.Timings) float64 { return t.Megapixels })},
	{"seconds", cost(func(t studio.Timings) float64 { return t.Seconds })},
	{"input_psnr", ofMeasures(func(in, _ quality.Measures) float64 { return in.PSNR })},
	{"input_ssim", ofMeasures(func(in, _ quality.Measures) float64 { return in.SSIM })},
	{"input_psnrb", ofMeasures(func(in, _ quality.Measures) float64 { return in.PSNRB })},
	{"restored_psnr", ofMeasures(func(_, out quality.Measures) float64 { return out.PSNR })},
	{"restored_ssim", ofMeasures(func(_, out quality.Measures) float64 { return out.SSIM })},
	{"restored_psnrb", ofMeasures(func(_, out quality.Measures) float64 { return out.PSNRB })},
	{"gain_psnr", ofMeasures(func(in, out quality.Measures) float64 { return out.PSNR - in.PSNR })},
	{"gain_ssim", ofMeasures(func(in, out quality.Measures) float64 { return out.SSIM - in.SSIM })},
	{"gain_psnrb", ofMeasures(func(in, out quality.Measures) float64 { return out.PSNRB - in.PSNRB })},
	{"consistency", func(l restorationLine) any { return orNil(l.Consistency) }},
	{"sha256", func(l restorationLine) any { return l.ResultHash }},
	{"created", func(l restorationLine) any { return moment(l.Created) }},
	{"finished", func(l restorationLine) any { return moment(l.Finished) }},
	{"note", func(l restorationLine) any { return l.Note }},
}

func cost(of func(studio.Timings) float64) func(restorationLine) any {
	return func(l restorationLine) any {
		if l.Timings == nil {
			return nil
		}
		return number64(of(l.cost))
	}
}

func ofMeasures(of func(in, out quality.Measures) float64) func(restorationLine) any {
	return func(l restorationLine) any {
		if m := l.measured; m.Input != nil && m.Restored != nil {
			return number64(of(*m.Input, *m.Restored))
		}
		return nil
	}
}

// mix is a mix of codecs as the command line takes it: jpeg=0.7,hevc=0.3, the heaviest first.
func mix(codec map[string]float64) string {
	var parts []string
	for _, name := range heaviest(codec) {
		if codec[name] > 0 {
			parts = append(parts, fmt.Sprintf("%s=%.4g", name, codec[name]))
		}
	}
	return strings.Join(parts, ",")
}

// painted is the share of a picture that was told something else.
func painted(c studio.ConditionTaken) float64 {
	share := 0.0
	for _, part := range c.Parts {
		share += part.Share
	}
	return share
}

// sweepColumns are the table of a sweep's rows.
var sweepColumns = []column[studio.SweepRow]{
	{"condition", func(r studio.SweepRow) any { return r.Condition }},
	{"strength", func(r studio.SweepRow) any { return orNil(r.Strength) }},
	{"psnr", func(r studio.SweepRow) any { return orNil(figuresOf(r).PSNR) }},
	{"ssim", func(r studio.SweepRow) any { return orNil(figuresOf(r).SSIM) }},
	{"psnrb", func(r studio.SweepRow) any { return orNil(figuresOf(r).PSNRB) }},
	{"consistency", func(r studio.SweepRow) any { return orNil(r.Consistency) }},
	{"reward", func(r studio.SweepRow) any { return orNil(r.Reward) }},
}

// sweepLine is a row of a sweep with the sweep that it belongs to.
type sweepLine struct {
	of   store.ListedExperiment
	grid studio.SweepGrid
	row  studio.SweepRow
}

// sweepLines are the table of all sweeps' rows: a sweep's facts stand in each of its own.
var sweepLines = slices.Concat([]column[sweepLine]{
	{"sweep", func(l sweepLine) any { return l.of.ID }},
	{"image", func(l sweepLine) any { return l.of.ImageID }},
	{"file", func(l sweepLine) any { return l.of.Name }},
	{"setting", func(l sweepLine) any { return l.grid.Setting }},
	{"believed", func(l sweepLine) any { return l.grid.Believed }},
	{"model", func(l sweepLine) any { return l.grid.Model }},
	{"model_hash", func(l sweepLine) any { return l.grid.ModelHash }},
	{"state", func(l sweepLine) any { return string(l.of.State) }},
	{"created", func(l sweepLine) any { return moment(l.of.Created) }},
	{"note", func(l sweepLine) any { return l.of.Note }},
}, within(sweepColumns, func(l sweepLine) studio.SweepRow { return l.row }))

func sweepLinesOf(e store.ListedExperiment) (lines []sweepLine) {
	grid, rows := studio.SweepOf(e.Experiment)
	for _, row := range rows {
		lines = append(lines, sweepLine{e, grid, row})
	}
	return lines
}
