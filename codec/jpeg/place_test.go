package jpeg

import (
	"encoding/json"
	"slices"
	"testing"
)

// TestPlaceOf holds what the estimator is told of frequencies to what it was taught with (training/estimator/jpeg.py).
func TestPlaceOf(t *testing.T) {
	var parity struct{ Places [2][64][]float32 }
	if err := json.Unmarshal(readFile(t, "testdata/parity.json"), &parity); err != nil {
		t.Fatal(err)
	}
	for n, luma := range []bool{true, false} {
		for k, want := range parity.Places[n] {
			if got := placeOf(luma)(k); !slices.Equal(got, want) {
				t.Errorf("luma %t, frequency %d: %v, not %v", luma, k, got, want)
			}
		}
	}
}
