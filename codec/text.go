package codec

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Size is a number of bytes in words.
func Size(n int64) string {
	switch {
	case n >= 1<<20:
		return decimal(float64(n)/(1<<20)) + " MiB"
	case n >= 1<<10:
		return decimal(float64(n)/(1<<10)) + " KiB"
	}
	return fmt.Sprintf("%d bytes", n)
}

func millions(n int64) string {
	if n < 100_000 {
		return strconv.FormatFloat(float64(n)/1e6, 'f', -1, 64)
	}
	return decimal(float64(n) / 1e6)
}

// over says of so many pixels that they are more than the limit.
func over(pixels, limit int64) string {
	if millions(pixels) == millions(limit) {
		return "a little more than the limit of " + millions(limit) + " megapixels"
	}
	return millions(pixels) + " megapixels; the limit is " + millions(limit)
}

// decimal shows at most one digit after the point.
func decimal(x float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}

// printable makes text from a file safe to show: no control characters, one line, at most 80 characters.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80])
	}
	return strings.TrimSpace(s)
}
