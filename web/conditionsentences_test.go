package web

import (
	"strings"
	"testing"
)

// TestBeliefIsSaidAsItIs: what is nearly certain as a fact, what is probable as such, and of a
// network that sees nothing that it does.
func TestBeliefIsSaidAsItIs(t *testing.T) {
	for p, says := range map[float64]string{0.95: "Almost surely HEVC", 0.7: "Probably HEVC", 0.5: "Torn between HEVC", 0.26: "Little to see"} {
		if got := BeliefSentence("HEVC", "AVC", "QP", "37", "42", p, 0.25, 0.9, 0.5, true); !strings.HasPrefix(got, says) {
			t.Errorf("at %v: %s", p, got)
		}
	}
	if got := BeliefSentence("WebP", "HEVC", "QF", "95", "90", 0.5, 0.3, 0.9, 0.1, true); !strings.HasPrefix(got, "Hardly compressed, if at all: most like WebP") {
		t.Errorf("of what is hardly compressed: %s", got)
	}
	if got, want := BeliefSentence("HEVC", "AVC", "QP", "17", "22", 0.97, 0.02, 0.9, 0.03, true), "Hardly compressed, if at all: most like HEVC ("+Percent(0.97)+"), QP about 17."; got != want {
		t.Errorf("of what may be pristine: %s", got)
	}
	if got := BeliefSentence("JPEG", "WebP", "QF", "95", "90", 0.97, 0.02, 0.9, 0.04, false); !strings.HasPrefix(got, "Almost surely JPEG") {
		t.Errorf("of a file that is a JPEG: %s", got)
	}
	for p, says := range map[float64]string{0.95: "it has been compressed before", 0.7: "it may have been compressed before"} {
		if got := Disagree("PNG", "JPEG, QF about 10", p); !strings.Contains(got, says) {
			t.Errorf("at %v: %s", p, got)
		}
	}
}
