package web

import (
	"strings"
	"testing"
)

// TestOwnerFull: who has no room learns how much is taken, how much more it would be, and what would help.
func TestOwnerFull(t *testing.T) {
	for name, c := range map[string]struct {
		kept, added, limit int64
		want               []string
	}{
		"too large for an empty room": {1 << 10, 3 << 20, 2 << 20, []string{"3 MiB, more than the 2 MiB", "A smaller picture would fit"}},
		"too large for what is left":  {1536 << 10, 1 << 20, 2 << 20, []string{"take 1.5 MiB of the 2 MiB", "needs 1 MiB", "Delete some"}},
		"full":                        {2 << 20, 1, 2 << 20, []string{"take all of the 2 MiB", "Delete some"}},
	} {
		got := OwnerFull(c.kept, c.added, c.limit)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q does not say %q", name, got, want)
			}
		}
	}
}

// TestSentence: an error's text is a sentence, unless it begins with a name.
func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "",
		"there is no model here":       "There is no model here.",
		"Nothing came.":                "Nothing came.",
		"a.png is damaged":             "a.png is damaged.",
		"jpeg:10>vvc:42 has no name":   "jpeg:10>vvc:42 has no name.",
		"wait, or ask for less: try …": "Wait, or ask for less: try …",
	} {
		if got := Sentence(text); got != want {
			t.Errorf("%q is said as %q", text, got)
		}
	}
}
