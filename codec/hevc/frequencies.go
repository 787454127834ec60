package hevc

import (
	"math"

	"uncodec/codec/hold"
)

// basis is an orthonormal transform of a block's rows, and of its columns: [frequency][sample].
type basis [][]float32

// cosineBases are those of 4, 8, 16 and 32 samples, and sineBasis that of luma's 4.
var cosineBases, sineBasis = func() (all [4]basis, luma basis) {
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

func basisOf(b *blockHead) *basis {
	if b.coding == sines {
		return &sineBasis
	}
	return &cosineBases[b.log2-2]
}

// ToFrequencies turns a block's samples in reading order into frequencies.
func (t *basis) ToFrequencies(v, scratch []float32) {
	side := len(*t)
	for range 2 { // rows, turned over, twice
		for y := range side {
			in := v[y*side:][:side]
			for k, row := range *t {
				var sum float32
				for n, c := range row {
					sum += c * in[n]
				}
				scratch[k*side+y] = sum
			}
		}
		copy(v, scratch[:side*side])
	}
}

// ToSamples is its inverse.
func (t *basis) ToSamples(v, scratch []float32) {
	side := len(*t)
	for range 2 {
		for y := range side {
			in := v[y*side:][:side]
			var sums [32]float32
			for k, row := range *t {
				if value := in[k]; value != 0 {
					for n, c := range row {
						sums[n] += c * value
					}
				}
			}
			for n, sum := range sums[:side] {
				scratch[n*side+y] = sum
			}
		}
		copy(v, scratch[:side*side])
	}
}
