package web

import "testing"

// TestProgress says what was counted: a job's steps are views of tiles.
func TestProgress(t *testing.T) {
	for want, got := range map[string]string{
		"12 of 32 steps":                       Progress("restore", 12, 32, 0),
		"12 of 32 steps · about 40 s left":     Progress("restore", 12, 32, 40),
		"32 of 32 steps":                       Progress("restore", 32, 32, 1),
		Words.RestorePhase:                     Progress("restore", 0, 0, 0),
		Words.Measure:                          Progress("measure", 32, 32, 0),
		"12 of 40 restorations":                EvaluationProgress(12, 40, 0),
		"3 of 27 conditions · about 9 s left":  SweepProgress(3, 27, 9),
		"Stopped after 12 of 40 restorations.": EvaluationStopped(12, 40),
	} {
		if got != want {
			t.Errorf("%q, should be %q", got, want)
		}
	}
}
