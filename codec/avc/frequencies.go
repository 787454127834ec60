package avc

import (
	"math"

	"uncodec/codec/hold"
)

// basis4 and basis8 are orthonormal transforms of 4 and of 8 samples, along with how many times that AVC's own are, which its steps make good.
var (
	basis4, lengths4 = orthonormal(line4, 4)
	basis8, lengths8 = orthonormal(line8, 8)
	walsh, _         = orthonormal(hadamard, 4)
)

// orthonormal is what an inverse transform of integers makes of each frequency, as long as 1, and how long it was.
func orthonormal(line func(v []int32, apart int), side int) (of hold.Basis, lengths []float64) {
	for k := range side {
		const unit = 1 << 12 // so that nothing is rounded
		v := make([]int32, side)
		v[k] = unit
		line(v, 1)
		sum := 0.0
		for _, sample := range v {
			sum += float64(sample) * float64(sample)
		}
		row := make([]float32, side)
		for n, sample := range v {
			row[n] = float32(float64(sample) / math.Sqrt(sum))
		}
		of, lengths = append(of, row), append(lengths, math.Sqrt(sum)/unit)
	}
	return of, lengths
}
