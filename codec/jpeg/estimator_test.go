package jpeg

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// TestEstimator holds it to what training/estimator/network.py computes.
func TestEstimator(t *testing.T) {
	text, err := os.ReadFile("testdata/parity.json")
	if err != nil {
		t.Fatal(err)
	}
	var parity struct {
		File            []block
		Found, Expected []floatBlock
		Steps           [][64]float32
		Luma            []bool
	}
	if err := json.Unmarshal(text, &parity); err != nil || len(parity.File) == 0 {
		t.Fatal(len(parity.File), err)
	}
	for b, says := range parity.File {
		found, steps := parity.Found[b], &parity.Steps[b]
		places := learned.places(steps, parity.Luma[b])
		var lacks floatBlock
		if !learned.estimate(&lacks, &found, &says, steps, &places) {
			t.Errorf("block %d stays as it was", b)
		}
		for k := range found {
			off := math.Abs(float64(found[k] + lacks[k] - parity.Expected[b][k]))
			if still := lacks[k] == 0; off > 1e-3 && !(still && off < 2*nothing*float64(steps[k])) {
				t.Errorf("block %d, frequency %d: expected at %v, in Python at %v", b, k, found[k]+lacks[k], parity.Expected[b][k])
			}
		}
	}
}
