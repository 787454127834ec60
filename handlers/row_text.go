package handlers

import (
	"math"
	"slices"

	"uncodec/quality"
	"uncodec/studio"
	"uncodec/web"
)

// A setting's row was measured alike for a model card and for an evaluation, and this is how
// both say what is in it.

// holds says that some row was held to its file.
func holds(rows []studio.Row) bool {
	return slices.ContainsFunc(rows, func(r studio.Row) bool { return r.Held != nil })
}

// meanOf is a figure's mean over rows; no number where there are none.
func meanOf(rows []studio.Row, of func(studio.Row) float64) float64 {
	sum := 0.0
	for _, r := range rows {
		sum += of(r)
	}
	return sum / float64(len(rows))
}

func finite(v float64) bool { return !math.IsInf(v, 0) && !math.IsNaN(v) }

func measuresText(psnr, ssim float64) string {
	return web.PSNR(psnr) + " / " + web.Share(ssim)
}

// allMeasures are a picture's three figures in words, "" where they were not measured.
func allMeasures(m *quality.Measures) string {
	if m == nil {
		return ""
	}
	return web.Measures(m.PSNR, m.SSIM, m.PSNRB)
}

// orDash is a figure in words, or a dash where it was not measured.
func orDash(v *float64, text func(float64) string) string {
	if v == nil {
		return "–"
	}
	return text(*v)
}

// gainCell is a gain as tables show it: a dash without a limit, else better or worse.
func gainCell(gain float64, format string) web.ListCell {
	return web.ListCell{Text: web.Signed(gain, format), Better: finite(gain) && gain > 0, Worse: finite(gain) && gain < 0}
}

// changed is a figure before and after, and what that gains.
func changed(before, after quality.Measures, of func(quality.Measures) float64, text func(float64) string, format string) string {
	return web.Changed(text(of(before)), text(of(after)), web.Signed(of(after)-of(before), format))
}

func psnrOf(m quality.Measures) float64 { return m.PSNR }

// saidText is what the pictures of a setting were taken for, the commonest first.
func saidText(r studio.Row) string {
	settings := heaviest(r.Said)
	names, counts := make([]string, len(settings)), make([]int, len(settings))
	for n, setting := range settings {
		names[n], counts[n] = settingText(setting), r.Said[setting]
	}
	return web.TakenFor(names, counts)
}
