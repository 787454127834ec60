package inference

import (
	"image"

	"uncodec/fine"
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
func MakeGrey(img *fine.Image) {
	for y := range img.Rect.Dy() {
		for at := y * img.Stride; at < y*img.Stride+4*img.Rect.Dx(); at += 4 {
			r, g, b := greyOf(img.RGB(at))
			img.Set(at, r, g, b)
		}
	}
}

func greyOf(r, g, b float32) (_, _, _ float32) {
	luma := 0.299*r + 0.587*g + 0.114*b
	return luma, luma, luma
}
