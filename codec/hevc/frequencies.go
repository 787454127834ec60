package hevc

import (
	"math"

	"uncodec/codec/hold"
)

// bases are orthonormal transforms: of 4, 8, 16 and 32 samples, [frequency][sample], and that of luma's 4.
var bases, lumaBasis = func() (all [4][][]float32, luma [][]float32) {
	for i := range all {
		side := 4 << i
		for k := range side {
			row := make([]float32, side)
			for n := range row {
				row[n] = hold.Cosine(side, k, n)
			}
			all[i] = append(all[i], row)
		}
	}
	for k := range 4 {
		row := make([]float32, 4)
		for n := range row {
			row[n] = float32(2 / math.Sqrt(9) * math.Sin(math.Pi*float64(2*k+1)*float64(n+1)/9))
		}
		luma = append(luma, row)
	}
	return all, luma
}()

func basisOf(b *blockHead) [][]float32 {
	if b.coding == sines {
		return lumaBasis
	}
	return bases[b.log2-2]
}

// toFrequencies turns a block's samples in reading order into frequencies.
func toFrequencies(v, scratch []float32, b *blockHead) {
	basis, side := basisOf(b), b.side()
	for range 2 { // rows, turned over, twice
		for y := range side {
			in := v[y<<b.log2:][:side]
			for k, row := range basis {
				var sum float32
				for n, c := range row {
					sum += c * in[n]
				}
				scratch[k<<b.log2+y] = sum
			}
		}
		copy(v, scratch[:side*side])
	}
}

// toSamples is its inverse.
func toSamples(v, scratch []float32, b *blockHead) {
	basis, side := basisOf(b), b.side()
	for range 2 {
		for y := range side {
			in := v[y<<b.log2:][:side]
			var sums [32]float32
			for k, row := range basis {
				if value := in[k]; value != 0 {
					for n, c := range row {
						sums[n] += c * value
					}
				}
			}
			for n, sum := range sums[:side] {
				scratch[n<<b.log2+y] = sum
			}
		}
		copy(v, scratch[:side*side])
	}
}
