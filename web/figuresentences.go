package web

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// Pictures counts pictures.
func Pictures(n int) string {
	if n == 1 {
		return "1 picture"
	}
	return fmt.Sprintf("%d pictures", n)
}

// Count is a number of things.
func Count(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return Count(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

// Percent is a share.
func Percent(p float64) string {
	switch {
	case p > 0 && p < 0.01:
		return "<1 %"
	case p < 1 && p > 0.99:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*p)
}

// Chance is a probability that P-Net gives: a softmax that says 0 or 1 was rounded.
func Chance(p float64) string {
	return Percent(max(math.SmallestNonzeroFloat64, min(p, math.Nextafter(1, 0))))
}

// PSNR is a figure without its unit, for a table whose head has it.
func PSNR(v float64) string {
	if math.IsInf(v, 1) {
		return "∞"
	}
	return fmt.Sprintf("%.2f", v)
}

// Measures are a picture's three figures against its reference.
func Measures(psnr, ssim, psnrb float64) string {
	return fmt.Sprintf("PSNR %s · SSIM %s · PSNR-B %s", Decibels(psnr), Share(ssim), Decibels(psnrb))
}

// Decibels is a PSNR; pictures that do not differ have an infinite one.
func Decibels(v float64) string {
	if math.IsInf(v, 1) {
		return PSNR(v)
	}
	return PSNR(v) + " dB"
}

// Share is an SSIM.
func Share(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return fmt.Sprintf("%.4f", v)
}

// Signed is a gain, with its sign; a unit may follow in the format. One without a limit is a dash alone.
func Signed(v float64, format string) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	text := fmt.Sprintf("%+"+format, v)
	if !strings.ContainsAny(text, "123456789") {
		text = fmt.Sprintf("%+"+format, 0.0) // to so many digits there is nothing to lose
	}
	return strings.Replace(text, "-", "−", 1)
}

// Changed is a figure before, after, and what was gained.
func Changed(before, after, gain string) string {
	return fmt.Sprintf("%s → %s (%s)", before, after, gain)
}

// FromTo is a PSNR before and after.
func FromTo(before, after string) string { return fmt.Sprintf("%s → %s dB", before, after) }

// Megapixels is a picture's size.
func Megapixels(v float64) string {
	switch {
	case v < 0.005:
		return "<0.01 Mpx"
	case v < 1:
		return fmt.Sprintf("%.2f Mpx", v)
	}
	return fmt.Sprintf("%.1f Mpx", v)
}

// Size is a number of bytes.
func Size(n int64) string {
	switch {
	case n >= 1<<20:
		return tenths(float64(n)/(1<<20)) + " MiB"
	case n >= 1<<10:
		return tenths(float64(n)/(1<<10)) + " KiB"
	}
	return fmt.Sprintf("%d bytes", n)
}

// tenths is a number to one place, without it where that is 0.
func tenths(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }

// Seconds is how long something took.
func Seconds(v float64) string { return fmt.Sprintf("%.1f", v) }

// Span is a duration, roughly.
func Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", max(1, d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	case d < 48*time.Hour:
		return tenths(d.Hours()) + " h"
	}
	return tenths(d.Hours()/24) + " days"
}

// FormatName is a file format, or a codec, as people write it.
func FormatName(name string) string {
	switch name {
	case "webp":
		return "WebP"
	case "jxl":
		return "JPEG XL"
	}
	return strings.ToUpper(name)
}
