package quality

import (
	"image"
	"math"
)

// PSNR is 10·log₁₀(255²/MSE) in dB, the squared error pooled over all RGB
// samples; +Inf for identical pictures. It fails as Compare does.
func PSNR(reference, picture *image.NRGBA) (float64, error) {
	if err := checkSizes(reference, picture); err != nil {
		return 0, err
	}
	return decibels(meanSquaredError(reference, picture)), nil
}

// decibels is the PSNR that belongs to a mean squared error.
func decibels(mse float64) float64 {
	return 10 * math.Log10(peak*peak/mse)
}

// meanSquaredError is the mean over all RGB samples. It adds integers, so the
// result does not depend on the order.
func meanSquaredError(reference, picture *image.NRGBA) float64 {
	size := reference.Rect.Size()
	var sum uint64
	for y := range size.Y {
		sum += squaredError(row(reference, y), row(picture, y))
	}
	return float64(sum) / (3 * float64(size.X) * float64(size.Y))
}

// squaredError sums (a−b)² over the colour samples of two rows.
func squaredError(a, b []uint8) uint64 {
	var sum uint64
	for len(a) >= 4 && len(b) >= 4 {
		sum += squaredDifference(a[0], b[0]) + squaredDifference(a[1], b[1]) + squaredDifference(a[2], b[2])
		a, b = a[4:], b[4:]
	}
	return sum
}

func squaredDifference(a, b uint8) uint64 {
	d := int32(a) - int32(b)
	return uint64(d * d)
}
