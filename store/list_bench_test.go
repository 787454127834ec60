package store

import (
	"fmt"
	"testing"
)

// BenchmarkList lists and counts 50,000 restorations: `go test ./store -run - -bench List`.
func BenchmarkList(b *testing.B) {
	s := mustOpen(b, b.TempDir())
	const n = 50_000
	fill(b, s, "ann", n)
	fill(b, s, "bob", 5_000)
	yes := true
	for _, shared := range []bool{false, true} {
		s.Shared = shared
		for name, f := range map[string]Filter{"all": {}, "text": {Text: "ture 49"}, "model and codec": {Model: "fast", Codec: "webp"}, "measured": {Measured: &yes}} {
			for _, sort := range RestorationSorts() {
				b.Run(fmt.Sprintf("shared=%v/%s/by %s", shared, name, sort), func(b *testing.B) {
					for b.Loop() {
						if _, _, err := s.ListRestorations(b.Context(), "ann", f, Page{Sort: sort, Limit: 50}); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			b.Run(fmt.Sprintf("shared=%v/%s/last page", shared, name), func(b *testing.B) {
				for b.Loop() {
					if _, _, err := s.ListRestorations(b.Context(), "ann", f, Page{Offset: n - 50, Limit: 50}); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(fmt.Sprintf("shared=%v/%s/count", shared, name), func(b *testing.B) {
				for b.Loop() {
					if _, err := s.CountRestorations(b.Context(), "ann", f); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	b.Run("what was told", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := s.Told(b.Context(), "ann", ""); err != nil {
				b.Fatal(err)
			}
		}
	})
}
