package hevc

import (
	"math"

	"uncodec/codec/hold"
)

// cosineBases are those of 4, 8, 16 and 32 samples, and sineBasis that of luma's 4.
var cosineBases, sineBasis = func() (all [4]hold.Basis, luma hold.Basis) {
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

func basisOf(b *blockHead) *hold.Basis {
	if b.coding == sines {
		return &sineBasis
	}
	return &cosineBases[b.log2-2]
}
