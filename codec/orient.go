package codec

import (
	"image"

	"github.com/disintegration/imaging"
)

// upright turns a picture as its EXIF orientation, 1 to 8, says.
func upright(img *image.NRGBA, orientation int) *image.NRGBA {
	switch orientation {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6: // a quarter turn clockwise makes it upright; imaging counts the other way
		return imaging.Rotate270(img)
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	}
	return img
}

// Turn is the EXIF orientation, 1 to 8, by which the upright picture was turned, be it by its file's EXIF or by its container.
func (h Header) Turn() int { return max(h.Orientation, h.Turned, 1) }

// Stored turns an upright picture, or a part of one, back to how its file has it.
func (h Header) Stored(img *image.NRGBA) *image.NRGBA {
	switch h.Turn() {
	case 6:
		return upright(img, 8)
	case 8:
		return upright(img, 6)
	}
	return upright(img, h.Turn()) // each of the others undoes itself
}

// Block is the side of the grid that codecs keep their blocks on, in pixels.
const Block = 16

// Grid is where an upright picture's upper left pixel lies on the grid of blocks that its file's
// codec worked on, 0 to 15 pixels either way. That grid begins at the file's own upper left corner, which a
// turn may have brought to the right or to the bottom. Turns that JPEG XL itself asks for are not told, nor undone by Stored, and
// a part that a HEIF container shows is taken to begin on the grid.
func (h Header) Grid() (at image.Point) {
	behind := func(n int) int { return (Block - n%Block) % Block }
	switch h.Turn() {
	case 2, 3, 6, 7:
		at.X = behind(h.Width)
	}
	switch h.Turn() {
	case 3, 4, 7, 8:
		at.Y = behind(h.Height)
	}
	return at
}

// OnGrid is the file's upright picture with bounds that begin where Grid tells. The pixels are shared.
func (h Header) OnGrid(img *image.NRGBA) *image.NRGBA {
	laid := *img
	laid.Rect = image.Rectangle{Max: img.Rect.Size()}.Add(h.Grid())
	return &laid
}
