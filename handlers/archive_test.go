package handlers

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestUntaken: an archive's names can be unpacked side by side wherever that is: no file is a folder, too, and none is too long.
func TestUntaken(t *testing.T) {
	for name, c := range map[string]struct{ brought, want []string }{
		"folder, then file":       {[]string{"a.png/b", "a", "a.png/c"}, []string{"a.png/b.png", "a (2).png", "a.png/c.png"}},
		"file, then folder":       {[]string{"a", "A.PNG/b", "A.png/c"}, []string{"a.png", "A.PNG (2)/b.png", "A.png (2)/c.png"}},
		"folder in a folder":      {[]string{"x/a", "x/a.png/b"}, []string{"x/a.png", "x/a.png (2)/b.png"}},
		"the table's":             {[]string{"restored.csv/a"}, []string{"restored.csv (2)/a.png"}},
		"twice":                   {[]string{"x/a", "X/A"}, []string{"x/a.png", "X/A (2).png"}},
		"what some do not take":   {[]string{"aux/a:b", "Day 3./c "}, []string{"_aux/a-b.png", "Day 3/c.png"}},
		"a file of a second name": {[]string{"a (2)", "a", "a"}, []string{"a (2).png", "a.png", "a (3).png"}},
	} {
		a := &archive{taken: map[string]bool{batchTable: true}}
		var got []string
		for _, brought := range c.brought {
			got = append(got, a.untaken(brought, ".png"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
	a := &archive{taken: map[string]bool{}}
	long := strings.Repeat("漢", 119)
	first, second, other := a.untaken(long+"/"+long+"1", ".webp"), a.untaken(long+"/"+long+"1", ".webp"), a.untaken(long+"/"+long+"2", ".webp")
	for _, got := range []string{first, second, other} {
		for part := range strings.SplitSeq(got, "/") {
			if len(part) > 255 || !utf8.ValidString(part) {
				t.Errorf("%q is of %d bytes", part, len(part))
			}
		}
	}
	if !strings.HasSuffix(first, "1.webp") || !strings.HasSuffix(second, "1 (2).webp") || !strings.HasSuffix(other, "2.webp") {
		t.Errorf("%q, %q, %q", first, second, other)
	}
}
