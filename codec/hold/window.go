// Package hold has what it takes to hold a picture to the file that it comes from, whatever codec wrote that: the picture as planes of
// samples, and an estimator of what their frequencies were before they were rounded.
package hold

import (
	"image"

	"uncodec/fine"
)

// Window shows part of a picture that is held to a file, as planes of full resolution, in the order of the file.
type Window struct {
	width, height int
	planes        [3][]float32
	corner        image.Point // where it stands

	img     *fine.Image
	lie     Lie
	shown   image.Rectangle // the file's pixels that the picture has
	colours Colours
	weight  func(x, y int) float64
}

// NewWindow is for an upright picture, as a file of that size lies in it; width and height are the window's, of whole blocks. What is
// written counts as far as weight says, 0…1.
func NewWindow(img *fine.Image, size image.Point, lie Lie, width, height int, colours Colours, weight func(x, y int) float64) (*Window, error) {
	if err := lie.check(img.Bounds()); err != nil {
		return nil, err
	}
	w := &Window{width: width, height: height, img: img, lie: lie, shown: lie.shown().Intersect(image.Rectangle{Max: size}), colours: colours, weight: weight}
	for i := range w.planes {
		w.planes[i] = make([]float32, width*height)
	}
	return w, nil
}

// Read moves the window to a pixel of the file, and takes the picture there; for samples that lie beyond its edges the last pixel
// goes on. It tells whether there is any of the picture.
func (w *Window) Read(x, y int) bool {
	w.corner = image.Pt(x, y)
	if !w.frame().Overlaps(w.shown) {
		return false
	}
	last := w.shown.Max.Sub(image.Pt(1, 1))
	for y := range w.height {
		for x := range w.width {
			at := y*w.width + x
			from := image.Pt(min(max(w.corner.X+x, w.shown.Min.X), last.X), min(max(w.corner.Y+y, w.shown.Min.Y), last.Y))
			w.planes[0][at], w.planes[1][at], w.planes[2][at] = w.colours.Of(w.img.RGB(w.at(from)))
		}
	}
	return true
}

// Write is Read's way back.
func (w *Window) Write() {
	part := w.frame().Intersect(w.shown)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			at, to := (y-w.corner.Y)*w.width+x-w.corner.X, w.at(image.Pt(x, y))
			r, g, b := w.img.RGB(to)
			red, green, blue := w.colours.Back(w.planes[0][at], w.planes[1][at], w.planes[2][at])
			share := float32(w.weight(to%w.img.Stride/4, to/w.img.Stride))
			w.img.Set(to, towards(r, red, share), towards(g, green, share), towards(b, blue, share))
		}
	}
}

func (w *Window) frame() image.Rectangle {
	return image.Rectangle{Max: image.Pt(w.width, w.height)}.Add(w.corner)
}

// at is where the picture's bytes are of a pixel of the file.
func (w *Window) at(p image.Point) int {
	p = w.lie.at(p)
	return p.Y*w.img.Stride + 4*p.X
}

// towards is w, 0…1, of the way from one level to another.
func towards(from, to, w float32) float32 { return from + w*(min(max(to, 0), 255)-from) }

// Samples reads a rectangle of a plane, in rows of so many samples, whose first pixel is x, y within the window. Each sample is the mean
// of the across × down pixels that it covers, nearly as encoders make it: libwebp counts in linear light.
func (w *Window) Samples(to []float32, wide, plane, x, y, across, down int) {
	share := 1 / float32(across*down)
	for n := range to {
		first := (y+n/wide*down)*w.width + x + n%wide*across
		var sum float32
		for y := range down {
			for _, v := range w.planes[plane][first+y*w.width:][:across] {
				sum += v
			}
		}
		to[n] = sum * share
	}
}

// Add adds to a rectangle's samples, and so to the pixels that they cover.
func (w *Window) Add(from []float32, wide, plane, x, y, across, down int) {
	for n, v := range from {
		first := (y+n/wide*down)*w.width + x + n%wide*across
		for y := range down {
			row := w.planes[plane][first+y*w.width:][:across]
			for x := range row {
				row[x] += v
			}
		}
	}
}
