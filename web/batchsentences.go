package web

import (
	"fmt"
	"strings"
	"time"
)

// BatchLimits says what a batch takes, and how long it is kept: 0 for until it is deleted.
func BatchLimits(files int, bytes int64, keep time.Duration) string {
	limits := fmt.Sprintf("Up to %d files a batch, up to %s a file. ", files, Size(bytes))
	if keep == 0 {
		return limits + "They stay until you delete them."
	}
	return limits + "They are deleted by themselves after " + Span(keep) + "."
}

// FormLimit says how many files a form takes at once.
func FormLimit(most int) string {
	return fmt.Sprintf("Without script, %d at once; the rest can be added afterwards.", most)
}

// Files counts what was brought: some of it may be no pictures.
func Files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
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

// InBatch is a picture's place among those of its batch.
func InBatch(n, of int) string { return fmt.Sprintf("picture %d of %d in the batch", n, of) }
