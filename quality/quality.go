// Package quality measures how far a picture is from its reference, by the
// definitions of the paper: PSNR, SSIM and PSNR-B on the 8-bit RGB samples.
//
// Alpha plays no part: the colour samples are compared as they are stored, not
// premultiplied. Pictures may have any origin; only their sizes must agree.
package quality

import (
	"errors"
	"fmt"
	"image"
)

// peak is the largest value of a sample: the L of the paper.
const peak = 255

// Measures are the three figures of one picture against its reference.
type Measures struct {
	PSNR  float64 // dB; +Inf for identical pictures
	SSIM  float64 // at most 1; NaN for a picture that is smaller than a window
	PSNRB float64 // dB, never above PSNR; +Inf for identical pictures without blocking
}

// Compare measures picture against reference. It fails if their sizes differ
// or if they are empty.
func Compare(reference, picture *image.NRGBA) (Measures, error) {
	if err := checkSizes(reference, picture); err != nil {
		return Measures{}, err
	}
	mse := meanSquaredError(reference, picture)
	return Measures{
		PSNR:  decibels(mse),
		SSIM:  meanSSIM(reference, picture),
		PSNRB: decibels(mse + blockingEffect(picture)),
	}, nil
}

// checkSizes tells why two pictures cannot be compared, or nil.
func checkSizes(reference, picture *image.NRGBA) error {
	r, p := reference.Rect.Size(), picture.Rect.Size()
	if r != p {
		return fmt.Errorf("compare pictures: the reference is %d×%d pixels, the picture %d×%d", r.X, r.Y, p.X, p.Y)
	}
	if r.X <= 0 || r.Y <= 0 {
		return errors.New("compare pictures: they are empty")
	}
	return nil
}

// row returns the samples of row y, counted from the top of the picture, four
// a pixel.
func row(picture *image.NRGBA, y int) []uint8 {
	start := y * picture.Stride
	return picture.Pix[start : start+4*picture.Rect.Dx()]
}
