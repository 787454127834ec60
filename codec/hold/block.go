package hold

import "math"

// Block is 8 × 8 samples in reading order, or their frequencies, in the units of samples.
type Block [64]float32

// Cosine is sample n of frequency k in the orthonormal DCT-II of that many samples.
func Cosine(samples, k, n int) float32 {
	scale := math.Sqrt(2 / float64(samples))
	if k == 0 {
		scale = math.Sqrt(1 / float64(samples))
	}
	return float32(scale * math.Cos(math.Pi*float64(k)*(2*float64(n)+1)/float64(2*samples)))
}
