package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Formats lists the kinds of files that are read.
func Formats(labels []string) string {
	var all []string
	for _, label := range labels {
		if label == "GIF" {
			label = Words.GIFsToo
		}
		all = append(all, label)
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

// LimitLines are the intake's limits; pixels of 0 are none.
func LimitLines(bytes, pixels int64, side int) []string {
	lines := []string{fmt.Sprintf("up to %s a file", Size(bytes))}
	if pixels > 0 {
		lines = append(lines, fmt.Sprintf("up to %s megapixels", strconv.FormatFloat(float64(pixels)/1e6, 'f', -1, 64)))
	}
	return append(lines, fmt.Sprintf("up to %s pixels a side", Count(side)))
}

// Keeping says how long a picture is kept.
func Keeping(d time.Duration) string {
	if d == 0 {
		return Words.Kept
	}
	return "It is deleted by itself after " + Span(d) + "."
}

// Until says when a picture is deleted by itself.
func Until(when string) string { return "Until " + when + "." }

// ResultAlt says what a picture shows whose left half is damaged and whose right half is restored.
func ResultAlt(shows, damage string) string {
	return fmt.Sprintf("%s. Its left half is as %s leaves it, its right half restored", shows, damage)
}
