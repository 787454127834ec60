package av1

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestPlaceOf holds what the estimator is told of frequencies to what it was taught with (training/estimator/av1.py).
func TestPlaceOf(t *testing.T) {
	text, err := os.ReadFile("testdata/parity.json")
	if err != nil {
		t.Fatal(err)
	}
	var parity struct{ Places [2][64][]float32 }
	if err := json.Unmarshal(text, &parity); err != nil {
		t.Fatal(err)
	}
	for n, number := range []int{0, len(shapes) - 1} {
		for k, want := range parity.Places[n] {
			if got := placeOf(number, n == 0, cosines, cosines)(k); !slices.Equal(got, want) {
				t.Errorf("shape %d, frequency %d: %v, not %v", number, k, got, want)
			}
		}
	}
}

// TestShapes: the squares of a block have each of the frequencies that have levels once.
func TestShapes(t *testing.T) {
	for wide := 2; wide <= 6; wide++ {
		for high := max(2, wide-2); high <= min(6, wide+2); high++ {
			across, down := partsOf(wide, high)
			seen := map[[2]int]bool{}
			for n := shapesOf[wide][high]; n < shapesOf[wide][high]+across*down; n++ {
				for k := range shapes[n].places {
					u, v := shapes[n].at(k)
					if seen[[2]int{u, v}] || u >= 1<<min(wide, 5) || v >= 1<<min(high, 5) {
						t.Fatalf("2^%d × 2^%d, shape %d, frequency %d: at %d, %d", wide, high, n, k, u, v)
					}
					seen[[2]int{u, v}] = true
				}
			}
			if len(seen) != 1<<(min(wide, 5)+min(high, 5)) {
				t.Errorf("2^%d × 2^%d: %d frequencies", wide, high, len(seen))
			}
		}
	}
}

// TestKinds: a picture that is made to have a great many kinds of squares costs no more memory than some.
func TestKinds(t *testing.T) {
	known := kinds{}
	for step := range mostKinds + 2 {
		b := blockHead{wide: 3, high: 3, dc: 8, ac: 8 + step, unit: 1}
		if kind := known.of(&b, shapesOf[3][3]); kind.Steps[1] != float32(8+step)/8 {
			t.Fatalf("step %d: of a kind of %v", 8+step, kind.Steps[1])
		}
	}
	if len(known) != 2 {
		t.Errorf("%d kinds are kept", len(known))
	}
}
