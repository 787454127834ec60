package handlers

import (
	"image"
	"net/url"
	"testing"
)

// TestThinPart: a strip thinner than a cell is one cell thick and as long as it is.
func TestThinPart(t *testing.T) {
	for name, c := range map[string]struct {
		form    string
		painted int
	}{
		"along the top":   {"part.left=0&part.right=100&part.top=0&part.bottom=1", 32},
		"down the middle": {"part.left=50&part.right=50.5&part.top=0&part.bottom=100", 32},
		"a spot":          {"part.left=50&part.right=50.5&part.top=50&part.bottom=50.5", 1},
		"a quarter":       {"part.left=0&part.right=50&part.top=0&part.bottom=50", 16 * 16},
		"everything":      {"part.left=0&part.right=100&part.top=0&part.bottom=100", 32 * 32},
	} {
		form, err := url.ParseQuery("part=jpeg&part.strength=0.5&" + c.form)
		if err != nil {
			t.Fatal(err)
		}
		m, err := formPart(form, image.Pt(1000, 1000))
		if err != nil {
			t.Fatal(name, err)
		}
		painted := 0
		for _, cell := range m.Cells {
			painted += int(cell)
		}
		if painted != c.painted {
			t.Errorf("%s: %d cells, want %d", name, painted, c.painted)
		}
	}
}
