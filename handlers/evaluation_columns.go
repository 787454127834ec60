package handlers

import (
	"slices"
	"strings"

	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
)

// evaluationColumns are the fields of the command line's evaluate, flat.
var evaluationColumns = []column[studio.Row]{
	{"setting", func(r studio.Row) any { return r.Setting }},
	{"images", func(r studio.Row) any { return r.Images }},
	{"exact", func(r studio.Row) any { return r.Exact }},
	{"input_psnr", inRow(func(r studio.Row) float64 { return r.Input.PSNR })},
	{"input_ssim", inRow(func(r studio.Row) float64 { return r.Input.SSIM })},
	{"input_psnrb", inRow(func(r studio.Row) float64 { return r.Input.PSNRB })},
	{"restored_psnr", inRow(func(r studio.Row) float64 { return r.Restored.PSNR })},
	{"restored_ssim", inRow(func(r studio.Row) float64 { return r.Restored.SSIM })},
	{"restored_psnrb", inRow(func(r studio.Row) float64 { return r.Restored.PSNRB })},
	{"gain_psnr", inRow(studio.Row.Gain)},
	{"held_psnr", ofHeld(func(m quality.Measures) float64 { return m.PSNR })},
	{"held_ssim", ofHeld(func(m quality.Measures) float64 { return m.SSIM })},
	{"held_psnrb", ofHeld(func(m quality.Measures) float64 { return m.PSNRB })},
	{"posterior_psnr", underCondition(studio.ByPosterior)},
	{"true_psnr", underCondition(studio.ByTruth)},
	{"none_psnr", underCondition(studio.ByNone)},
	{"wrong_psnr", underCondition(studio.ByWrong)},
	{"codec_accuracy", func(r studio.Row) any { return orNil(r.CodecAccuracy) }},
	{"level_accuracy", func(r studio.Row) any { return orNil(r.LevelAccuracy) }},
	{"level_error", func(r studio.Row) any { return orNil(r.LevelError) }},
	{"consistency", func(r studio.Row) any { return orNil(r.Consistency) }},
	{"seconds_per_megapixel", func(r studio.Row) any {
		if len(r.Conditions) > 0 {
			return nil // they are of all conditions together
		}
		return number64(r.SecondsPerMegapixel)
	}},
}

func inRow(of func(studio.Row) float64) func(studio.Row) any {
	return func(r studio.Row) any { return number64(of(r)) }
}

// ofHeld is a measure of what was held to the file, where it was.
func ofHeld(of func(quality.Measures) float64) func(studio.Row) any {
	return func(r studio.Row) any {
		if r.Held == nil {
			return nil
		}
		return number64(of(*r.Held))
	}
}

func underCondition(name string) func(studio.Row) any {
	return func(r studio.Row) any {
		measured, ok := r.Conditions[name]
		if !ok {
			return nil
		}
		return number64(measured.PSNR)
	}
}

// evaluationLine is a row of an evaluation with the one that it belongs to.
type evaluationLine struct {
	of   store.ListedExperiment
	grid studio.EvaluationGrid
	row  studio.Row
}

// evaluationLines are the table of evaluations' rows: an evaluation's facts stand in each of its own.
var evaluationLines = slices.Concat([]column[evaluationLine]{
	{"evaluation", func(l evaluationLine) any { return l.of.ID }},
	{"pictures", func(l evaluationLine) any { return strings.Join(pictureNames(l.grid), ", ") }},
	{"model", func(l evaluationLine) any { return l.grid.Model }},
	{"model_hash", func(l evaluationLine) any { return l.grid.ModelHash }},
	{"condition", func(l evaluationLine) any { return first(l.grid) }}, // that restored_psnr is of
	{"views", func(l evaluationLine) any { return l.grid.Views }},
	{"state", func(l evaluationLine) any { return string(l.of.State) }},
	{"created", func(l evaluationLine) any { return moment(l.of.Created) }},
	{"note", func(l evaluationLine) any { return l.of.Note }},
}, within(evaluationColumns, func(l evaluationLine) studio.Row { return l.row }))

func evaluationLinesOf(e store.ListedExperiment) (lines []evaluationLine) {
	grid, rows := studio.EvaluationOf(e.Experiment)
	for _, row := range rows {
		lines = append(lines, evaluationLine{e, grid, row})
	}
	return lines
}
