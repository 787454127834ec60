package web

import (
	"fmt"
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

// BatchLimits says what a batch takes, and how long it is kept: 0 for until it is deleted.
func BatchLimits(files int, bytes int64, keep time.Duration) string {
	limits := fmt.Sprintf("Up to %d files a batch, up to %s a file. ", files, Size(bytes))
	if keep == 0 {
		return limits + "They stay until you delete them."
	}
	return limits + "They are deleted by themselves after " + Span(keep) + "."
}

// BatchState is how far a batch of so many files is.
func BatchState(files, done, failed, open int, stopped bool) string {
	parts := []string{fmt.Sprintf("%d of %d restored", done, files)}
	if failed > 0 {
		parts = append(parts, fmt.Sprintf("%d did not work", failed))
	}
	if stopped && done+failed < files {
		parts = append(parts, "stopped")
	} else if open > 0 {
		parts = append(parts, fmt.Sprintf("%d to go", open))
	}
	return strings.Join(parts, " · ")
}

// RestoredIn says how long a restoration took.
func RestoredIn(seconds float64) string { return fmt.Sprintf("Restored in %.1f s", seconds) }

// FormTooLarge says that a form brought more bytes than it may.
func FormTooLarge(limit int64) string {
	return fmt.Sprintf("These pictures are more than the %s that a form without script takes at once. Send fewer, then add the rest.", Size(limit))
}

// FormLimit says how many files a form takes at once.
func FormLimit(most int) string {
	return fmt.Sprintf("Without script, %d at once; the rest can be added afterwards.", most)
}

// FormFull says that a form brought more files than it may.
func FormFull(most int) string {
	return fmt.Sprintf("A form without script takes %d files at once. Add this one by the form below.", most)
}
