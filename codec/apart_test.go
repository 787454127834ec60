package codec

import "testing"

// TestApart: figures of pictures in different colours are told for what they are.
func TestApart(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		apart bool
	}{{"", "", false}, {"", "sRGB IEC61966-2.1", false}, {"sRGB", "Display P3", true}, {"Display P3", "Display P3", false}, {"Adobe RGB (1998)", "", true}} {
		if said := Apart(Header{Profile: c.a}, Header{Profile: c.b}); (said != "") != c.apart {
			t.Errorf("%q and %q: %q", c.a, c.b, said)
		}
	}
}
