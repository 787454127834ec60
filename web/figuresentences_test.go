package web

import "testing"

// TestChance: no belief is said to be whole beside others that are said to be something.
func TestChance(t *testing.T) {
	for p, want := range map[float64]string{1: ">99\u00a0%", 0.995: ">99\u00a0%", 0.987: "99\u00a0%", 0.5: "50\u00a0%", 0.0004: "<1\u00a0%", 0: "<1\u00a0%"} {
		if got := Chance(p); got != want {
			t.Errorf("%v is said as %q, should be %q", p, got, want)
		}
	}
	if got := Percent(1); got != "100\u00a0%" {
		t.Errorf("a whole share is said as %q", got)
	}
}
