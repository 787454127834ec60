package vp8

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestPlaceOf holds what the estimator is told of frequencies to what it was taught with (training/estimator/webp.py).
func TestPlaceOf(t *testing.T) {
	text, err := os.ReadFile("testdata/parity.json")
	if err != nil {
		t.Fatal(err)
	}
	var parity struct{ Places [2][64][]float32 }
	if err := json.Unmarshal(text, &parity); err != nil {
		t.Fatal(err)
	}
	for n, luma := range []bool{true, false} {
		for k, want := range parity.Places[n] {
			if got := placeOf(luma, false)(k); !slices.Equal(got, want) {
				t.Errorf("luma %t, frequency %d: %v, not %v", luma, k, got, want)
			}
			if got := placeOf(luma, true)(k); !slices.Equal(got[:4], want[:4]) || got[4] != 1 {
				t.Errorf("luma %t, whole, frequency %d: %v", luma, k, got)
			}
		}
	}
}
