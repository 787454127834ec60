package web

import (
	"strings"
	"testing"
)

// TestBeliefIsSaidAsItIs: what is nearly certain as a fact, what is probable as such, and of a
// network that sees nothing that it does.
func TestBeliefIsSaidAsItIs(t *testing.T) {
	for p, says := range map[float64]string{0.95: "Almost surely HEVC", 0.7: "Probably HEVC", 0.5: "Torn between HEVC", 0.26: "Little to see"} {
		if got := BeliefSentence("HEVC", "AVC", "QP", "37", "42", p, 0.25, 0.9, 0.5); !strings.HasPrefix(got, says) {
			t.Errorf("at %v: %s", p, got)
		}
	}
	if got := BeliefSentence("WebP", "HEVC", "QF", "95", "90", 0.5, 0.3, 0.9, 0.1); !strings.HasPrefix(got, "Hardly compressed, if at all: most like WebP") {
		t.Errorf("of what is hardly compressed: %s", got)
	}
	if got, want := BeliefSentence("HEVC", "AVC", "QP", "17", "22", 0.97, 0.02, 0.9, 0.03), "Hardly compressed, if at all: most like HEVC ("+Percent(0.97)+"), QP about 17."; got != want {
		t.Errorf("of what may be pristine: %s", got)
	}
	for p, says := range map[float64]string{0.95: "it has been compressed before", 0.7: "it may have been compressed before"} {
		if got := Disagree("PNG", "JPEG, QF about 10", p); !strings.Contains(got, says) {
			t.Errorf("at %v: %s", p, got)
		}
	}
}
