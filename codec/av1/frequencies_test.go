package av1

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestFrequencies is that levels times steps, in eighths, are the frequencies of what they add, and that frequencies are there and back again.
func TestFrequencies(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	scratch, residual := make([]float32, 4096), make([]int32, 4096)
	everyKind(func(b *block) {
		width, height := b.width(), b.height()
		across, down := min(width, 32), min(height, 32)
		v := make([]float32, width*height)
		for i := range across * down {
			b.levels[i] = int32(random.IntN(9) - 4)
			step := b.ac
			if i == 0 {
				step = b.dc
			}
			v[i/across*width+i%across] = float32(int(b.levels[i])*step) / 8
		}
		frequencies := append([]float32(nil), v...)
		b.transform().ToSamples(v, scratch)
		b.residual(12, residual)
		for i, want := range exactly(b) {
			if math.Abs(float64(v[i])-want) > 1e-3 {
				t.Fatalf("%d × %d by %d and %d: %v, want %v", width, height, b.across, b.down, v[i], want)
			}
			if math.Abs(float64(v[i])-float64(residual[i])) > 2 {
				t.Fatalf("%d × %d by %d and %d: %v, want %v", width, height, b.across, b.down, v[i], residual[i])
			}
		}
		b.transform().ToFrequencies(v, scratch)
		for i, want := range frequencies {
			if math.Abs(float64(v[i]-want)) > 1e-3 {
				t.Fatalf("%d × %d by %d and %d: frequency %d is %v, want %v", width, height, b.across, b.down, i, v[i], want)
			}
		}
	})
}

// TestAllFrequencies is that samples are there and back again, also where they have frequencies beyond levels.
func TestAllFrequencies(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	scratch := make([]float32, 4096)
	everyKind(func(b *block) {
		v := make([]float32, b.width()*b.height())
		var energy float64
		for i := range v {
			v[i] = float32(random.IntN(256) - 128)
			energy += float64(v[i]) * float64(v[i])
		}
		want := append([]float32(nil), v...)
		b.transform().ToFrequencies(v, scratch)
		for _, v := range v {
			energy -= float64(v) * float64(v)
		}
		if math.Abs(energy) > 100 {
			t.Errorf("%d × %d by %d and %d: energy is off by %v", b.width(), b.height(), b.across, b.down, energy)
		}
		b.transform().ToSamples(v, scratch)
		for i := range v {
			if math.Abs(float64(v[i]-want[i])) > 1e-2 {
				t.Fatalf("%d × %d by %d and %d: %v, want %v", b.width(), b.height(), b.across, b.down, v[i], want[i])
			}
		}
	})
}

func BenchmarkFrequencies(b *testing.B) {
	v, scratch := make([]float32, 4096), make([]float32, 4096)
	for log2 := 2; log2 <= 6; log2++ {
		head := &blockHead{wide: log2, high: log2}
		b.Run(string(rune('0'+log2)), func(b *testing.B) {
			b.SetBytes(1 << (2 * log2))
			for b.Loop() {
				head.transform().ToFrequencies(v[:1<<(2*log2)], scratch)
				head.transform().ToSamples(v[:1<<(2*log2)], scratch)
			}
		})
	}
}
