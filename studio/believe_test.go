package studio

import (
	"testing"

	"golang.org/x/sync/errgroup"
)

// TestBelieveOnce: however many ask at once what a model believes of a picture, P-Net is asked once.
func TestBelieveOnce(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 200, 150))
	if err != nil {
		t.Fatal(err)
	}
	var group errgroup.Group
	took := make([]float64, 8)
	for n := range took {
		group.Go(func() error {
			p, err := s.Prediction(t.Context(), i.ID, "ann", "")
			if err == nil {
				took[n] = p.Seconds
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, seconds := range took {
		if seconds != took[0] {
			t.Fatalf("P-Net was asked more than once: it took %v", took)
		}
	}
}
