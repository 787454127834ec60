package jpeg

import (
	"testing"

	"uncodec/codec/hold"
)

// TestDCT holds the two ways against each other and against the decoder's own.
func TestDCT(t *testing.T) {
	var b block
	var steps quantTable
	var there hold.Block
	for n := range b {
		steps[n] = uint16(n + 1)
		b[n] = int16((n*37%23 - 11) / (1 + n/8))
		there[n] = float32(b[n]) * float32(steps[n])
	}
	given := there
	toSamples(&there)
	shown := make([]byte, 64)
	idct(&b, &steps, shown, 8)
	for n, v := range there {
		if want := min(max(v+128, 0), 255); max(want-float32(shown[n]), float32(shown[n])-want) > 1 {
			t.Errorf("sample %d: %.2f, and the decoder shows %d", n, v+128, shown[n])
		}
	}
	toFrequencies(&there)
	for n, v := range there {
		if d := v - given[n]; max(d, -d) > 1e-2 {
			t.Errorf("frequency %d: %g became %g", n, given[n], v)
		}
	}
}
