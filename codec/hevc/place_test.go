package hevc

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestPlaceOf holds what the estimator is told of frequencies to what it was taught with (training/estimator/hevc.py).
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

// TestShapes: the squares of a block have each of its frequencies once.
func TestShapes(t *testing.T) {
	for log2 := 3; log2 <= 5; log2++ {
		parts := 1 << (log2 - 3)
		seen := make([]bool, 1<<(2*log2))
		for part := range parts * parts {
			shape := shapeOf(log2, part%parts, part/parts)
			for k := range 64 {
				at := placeIn(shape, k)
				place := placeOf(shape, true)(k)
				side := float32(int(1) << log2)
				if seen[at] || place[0] != float32(at>>log2)/side || place[1] != float32(at&(1<<log2-1))/side {
					t.Fatalf("side %v, shape %d, frequency %d: number %d, at %v", side, shape, k, at, place)
				}
				seen[at] = true
			}
		}
	}
}
