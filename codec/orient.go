package codec

import "image"

// upright turns a picture as its EXIF orientation, 1 to 8, says.
func upright(img *image.NRGBA, orientation int) *image.NRGBA {
	if orientation < 2 || orientation > 8 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if orientation > 4 {
		w, h = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	// Going right in the output steps through the input by dx bytes, going
	// down by dy, from the corner that becomes the upper left one.
	start, dx, dy := walk(img, orientation)
	for y := range h {
		from, row := start+y*dy, out.Pix[y*out.Stride:]
		for x := range w {
			copy(row[4*x:4*x+4], img.Pix[from:from+4])
			from += dx
		}
	}
	return out
}

func walk(img *image.NRGBA, orientation int) (start, dx, dy int) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	right, down := 4, img.Stride
	lastX, lastY := (w-1)*right, (h-1)*down
	switch orientation {
	case 2: // mirrored left to right
		return lastX, -right, down
	case 3: // half a turn
		return lastX + lastY, -right, -down
	case 4: // mirrored top to bottom
		return lastY, right, -down
	case 5: // mirrored along the main diagonal
		return 0, down, right
	case 6: // a quarter turn clockwise makes it upright
		return lastY, -down, right
	case 7: // mirrored along the other diagonal
		return lastX + lastY, -down, -right
	case 8: // a quarter turn counter-clockwise makes it upright
		return lastX, down, -right
	}
	return 0, right, down
}
