package hold

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// parity is what training/estimator/network.py makes of some blocks, half of them of one kind.
type parity struct {
	File                   [][64]int16
	Found, Steps, Expected []Block
	Places                 [2][64][]float32
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestEstimator holds it to what Python computes, with the weights of each codec.
func TestEstimator(t *testing.T) {
	for _, codec := range []string{"jpeg", "vp8", "hevc", "av1", "avc"} {
		var p parity
		if err := json.Unmarshal(read(t, "../"+codec+"/testdata/parity.json"), &p); err != nil || len(p.File) == 0 {
			t.Fatal(codec, len(p.File), err)
		}
		e := MustEstimator(read(t, "../"+codec+"/estimator.json"))
		for b, says := range p.File {
			kind := e.Kind(p.Steps[b], func(k int) []float32 { return p.Places[b*2/len(p.File)][k] })
			var lacks Block
			found := p.Found[b]
			if !e.Estimate(&lacks, &found, &says, kind) {
				t.Errorf("%s, block %d stays as it was", codec, b)
			}
			for k := range found {
				off := math.Abs(float64(found[k] + lacks[k] - p.Expected[b][k]))
				if still := says[k] == 0 && math.Abs(float64(found[k]/kind.Steps[k])) < nothing; off > 1e-3 && !(still && lacks[k] == 0) {
					t.Errorf("%s, block %d, frequency %d: expected at %v, in Python at %v", codec, b, k, found[k]+lacks[k], p.Expected[b][k])
				}
			}
		}
	}
}
