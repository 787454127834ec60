package handlers

import "testing"

// TestRung: a picture is shown at one of a few sides, never beyond what was asked for, and as it is where it is smaller.
func TestRung(t *testing.T) {
	for limit, want := range map[int]int{0: 0, 16: 16, 31: 16, 32: 32, 479: 320, 480: 480, 999: 768, 1000: 0, 20000: 0} {
		if got := rung(limit, 1000); got != want {
			t.Errorf("within %d: %d, not %d", limit, got, want)
		}
	}
	if got := rung(20000, 30000); got != rungs[len(rungs)-1] {
		t.Errorf("a huge one: %d", got)
	}
}
