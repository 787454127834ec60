package main

import (
	"fmt"
	"math"

	"uncodec/quality"
)

// measured is a line of measures.
func measured(m quality.Measures) string {
	unit := func(psnr float64) string {
		if math.IsInf(psnr, 1) {
			return decibels(psnr)
		}
		return decibels(psnr) + " dB"
	}
	return fmt.Sprintf("PSNR %s  SSIM %s  PSNR-B %s", unit(m.PSNR), likeness(m.SSIM), unit(m.PSNRB))
}

// decibels is a PSNR without its unit; pictures that do not differ have an infinite one.
func decibels(psnr float64) string {
	if math.IsInf(psnr, 1) {
		return "∞"
	}
	return fmt.Sprintf("%.2f", psnr)
}

// likeness is an SSIM, which a picture smaller than its window has not.
func likeness(ssim float64) string {
	if math.IsNaN(ssim) {
		return "–"
	}
	return fmt.Sprintf("%.4f", ssim)
}

// gained is a difference of two PSNRs, which has no number where one is infinite or was not measured.
func gained(db float64) string {
	if quality.Finite(db) == nil {
		return "–"
	}
	return fmt.Sprintf("%+.2f", db)
}

func figure(v *float64) string {
	if v == nil {
		return "–"
	}
	return fmt.Sprintf("%.3f", *v)
}

func percent(share *float64) string {
	if share == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100**share)
}
