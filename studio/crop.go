package studio

import (
	"image"

	"github.com/disintegration/imaging"

	"uncodec/codec"
)

func area(img *image.NRGBA) int { return img.Bounds().Dx() * img.Bounds().Dy() }

func megapixels(img *image.NRGBA) float64 {
	return float64(img.Bounds().Dx()) * float64(img.Bounds().Dy()) / 1e6
}

// middle is the centre of a picture of such bounds, at most side on a side, which begins where a
// block of the codec's does. It counts from the picture's upper left pixel.
func middle(bounds image.Rectangle, side int) image.Rectangle {
	along := func(lead, n int) (from, to int) {
		from = ((n-min(n, side))/2+lead)/codec.Block*codec.Block - lead
		if from < 0 && n > codec.Block {
			from += codec.Block
		}
		from = max(from, 0)
		return from, min(from+side, n)
	}
	x0, x1 := along(bounds.Min.X, bounds.Dx())
	y0, y1 := along(bounds.Min.Y, bounds.Dy())
	return image.Rect(x0, y0, x1, y1)
}

// crop copies a rectangle of a picture to an origin of 0,0.
func crop(img *image.NRGBA, at image.Rectangle) *image.NRGBA {
	if at == img.Bounds() {
		return img
	}
	return imaging.Crop(img, at)
}
