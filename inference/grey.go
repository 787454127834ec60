package inference

import (
	"image"
	"image/color"
)

// IsGrey tells whether no pixel of a picture has a colour.
func IsGrey(img *image.NRGBA) bool {
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
		for x := 0; x < len(row); x += 4 {
			if row[x] != row[x+1] || row[x] != row[x+2] {
				return false
			}
		}
	}
	return true
}

// MakeGrey puts its luma, as JPEG weighs it, in place of every pixel's colour: the networks answer what has none with
// some, a trace in photographs and much where black and white lie side by side.
func MakeGrey(img *image.NRGBA) {
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
		for x := 0; x < len(row); x += 4 {
			luma, _, _ := color.RGBToYCbCr(row[x], row[x+1], row[x+2])
			row[x], row[x+1], row[x+2] = luma, luma, luma
		}
	}
}
