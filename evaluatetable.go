package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"uncodec/quality"
	"uncodec/studio"
)

// writeTable writes Markdown, which a terminal shows well enough, of so many settings that were to be measured.
func writeTable(w io.Writer, t *studio.Evaluation, settings int) {
	fmt.Fprintf(w, "%s, model %s (%.12s), condition: %s, views: %d\n\n", t.Dataset, t.Model, t.Hash, t.Condition, t.Views)
	if !t.Complete {
		fmt.Fprintf(w, "incomplete: %d of %d pictures\n\n", whole(t, settings), t.Pictures)
	}
	others, seconds := conditionsOf(t), "s/Mpx"
	if len(others) > 0 {
		seconds = "s/Mpx of all"
	}
	fmt.Fprintf(w, "| setting | images | input PSNR / SSIM / PSNR-B | restored PSNR / SSIM / PSNR-B | gain dB | gain held to the file | codec | level | consistency | %s |", seconds)
	for _, condition := range others {
		fmt.Fprintf(w, " %s PSNR |", condition)
	}
	fmt.Fprintln(w, "\n"+strings.Repeat("| --- ", 10+len(others))+"|")
	three := func(m quality.Measures) string {
		return fmt.Sprintf("%s / %s / %s", decibels(m.PSNR), likeness(m.SSIM), decibels(m.PSNRB))
	}
	for _, r := range t.Rows {
		fmt.Fprintf(w, "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %.2f |",
			r.Setting, r.Images, three(r.Input), three(r.Restored), gained(r.Gain()), gained(r.HeldGain()),
			percent(r.CodecAccuracy), percent(r.LevelAccuracy), figure(r.Consistency), r.SecondsPerMegapixel)
		for _, condition := range others {
			if under, ok := r.Conditions[condition]; ok {
				fmt.Fprintf(w, " %s |", decibels(under.PSNR))
			} else { // it has no name
				fmt.Fprint(w, " – |")
			}
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w)
	for _, r := range t.Rows {
		if r.SomeExact() {
			fmt.Fprintf(w, "%s: %d of %d pictures came through without any error: the means of PSNR and PSNR-B are over the others, that of SSIM over all\n\n", r.Setting, r.Exact, r.Images)
		}
	}
	all := t.Recognition
	fmt.Fprintf(w, "codec right %s, level right %s, off by %s steps; calibration error %s for the codec, %s for the level\n",
		percent(all.CodecAccuracy), percent(all.LevelAccuracy), figure(all.LevelError), figure(all.CodecECE), figure(all.LevelECE))
}

// whole is how many pictures were measured at every setting.
func whole(t *studio.Evaluation, settings int) int {
	if len(t.Rows) < settings { // the turn of some has not come
		return 0
	}
	measured := t.Pictures
	for _, r := range t.Rows {
		measured = min(measured, r.Images)
	}
	return measured
}

// conditionsOf are those of any row, where several were asked for.
func conditionsOf(t *studio.Evaluation) []string {
	all := map[string]bool{}
	for _, r := range t.Rows {
		for condition := range r.Conditions {
			all[condition] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}
