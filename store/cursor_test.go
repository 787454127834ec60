package store

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// FuzzCursor: any text is a cursor that says the same again, or refused.
func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "x", Cursor{sort: "psnr", key: 1.25, row: 7}.String(), Cursor{sort: "when", row: -1}.String(), Cursor{sort: "picture", key: "ä\"'"}.String(), "WzEsMiwzXQ", "WyJ3aGVuIixbXSwzXQ"} {
		f.Add(seed, "psnr")
	}
	s := mustOpen(f, f.TempDir())
	fill(f, s, "ann", 20)
	f.Fuzz(func(t *testing.T, text, sort string) {
		c, err := ParseCursor(text, sort)
		if err != nil {
			if !errors.Is(err, ErrCursor) {
				t.Fatal(err)
			}
			return
		}
		again, err := ParseCursor(c.String(), sort)
		if err != nil || *again != *c {
			t.Fatalf("%+v became %+v, %v", c, again, err)
		}
		if !slices.Contains(RestorationSorts(), sort) {
			return
		}
		if _, _, err := s.ListRestorations(context.Background(), "ann", Filter{}, Page{Sort: sort, After: c, Limit: 3}); err != nil {
			t.Fatal(err)
		}
	})
}
