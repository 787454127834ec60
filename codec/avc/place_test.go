package avc

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestPlaceOf holds what the estimator is told of frequencies to what it was taught with (training/estimator/avc.py).
func TestPlaceOf(t *testing.T) {
	text, err := os.ReadFile("testdata/parity.json")
	if err != nil {
		t.Fatal(err)
	}
	var parity struct{ Places [2][64][]float32 }
	if err := json.Unmarshal(text, &parity); err != nil {
		t.Fatal(err)
	}
	for n, shape := range []int{0, shapes - 1} {
		for k, want := range parity.Places[n] {
			if got := placeOf(shape, n == 0)(k); !slices.Equal(got, want) {
				t.Errorf("shape %d, frequency %d: %v, not %v", shape, k, got, want)
			}
		}
	}
}
