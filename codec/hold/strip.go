// Package hold has what it takes to hold a picture to the file that it comes from, whatever codec wrote that: the picture as planes of
// samples, and an estimator of what their frequencies were before they were rounded.
package hold

import (
	"fmt"
	"image"
	"math"

	"uncodec/fine"
)

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

// Colours are a codec's planes out of a pixel's colours, unrounded, and the way back, which may lead beyond 0…255.
type Colours struct {
	Of   func(r, g, b float32) (y, cb, cr float32)
	Back func(y, cb, cr float32) (r, g, b float32)
}

// Strip is some rows of a picture that is held to a file, as planes of full resolution, in the order of the file, which its
// orientation then turns.
type Strip struct {
	width, height int // of whole blocks
	planes        [3][]float32

	img     *fine.Image
	size    image.Point // of the picture as the file has it
	colours Colours
	weight  func(x, y int) float64
	order   pixelOrder
}

// NewStrip is for a picture, upright, of a file of that size before its EXIF orientation, 1 to 8, turns it. What is
// written counts as far as weight says, 0…1.
func NewStrip(img *fine.Image, size image.Point, orientation, width, height int, colours Colours, weight func(x, y int) float64) (*Strip, error) {
	upright := size
	if orientation > 4 {
		upright = image.Pt(size.Y, size.X)
	}
	if img.Bounds() != (image.Rectangle{Max: upright}) {
		return nil, fmt.Errorf("a picture of %v was to be held to a file of %v", img.Bounds(), upright)
	}
	s := &Strip{width: width, height: height, img: img, size: size, colours: colours, weight: weight, order: orderOf(img.NRGBA, orientation)}
	for i := range s.planes {
		s.planes[i] = make([]float32, width*height)
	}
	return s, nil
}

// Read takes the picture's strip `row`; for samples that lie half beyond its edges the last pixel goes on.
func (s *Strip) Read(row int) {
	for y := range s.height {
		for x := range s.width {
			at := y*s.width + x
			s.planes[0][at], s.planes[1][at], s.planes[2][at] = s.colours.Of(s.img.RGB(s.order.at(min(x, s.size.X-1), min(row*s.height+y, s.size.Y-1))))
		}
	}
}

// Write is Read's way back.
func (s *Strip) Write(row int) {
	for y := range min(s.height, s.size.Y-row*s.height) {
		for x := range s.size.X {
			at, to := y*s.width+x, s.order.at(x, row*s.height+y)
			r, g, b := s.img.RGB(to)
			red, green, blue := s.colours.Back(s.planes[0][at], s.planes[1][at], s.planes[2][at])
			w := float32(s.weight(to%s.img.Stride/4, to/s.img.Stride))
			s.img.Set(to, towards(r, red, w), towards(g, green, w), towards(b, blue, w))
		}
	}
}

// towards is w, 0…1, of the way from one level to another.
func towards(from, to, w float32) float32 { return from + w*(min(max(to, 0), 255)-from) }

// Samples reads the block of a plane whose first pixel is x, y. Each sample is the mean of the w × h pixels that it
// covers, nearly as encoders make it: libwebp counts in linear light.
func (s *Strip) Samples(to *Block, plane, x, y, w, h int) {
	share := 1 / float32(w*h)
	for n := range to {
		first := (y+n/8*h)*s.width + x + n%8*w
		var sum float32
		for y := range h {
			for _, v := range s.planes[plane][first+y*s.width:][:w] {
				sum += v
			}
		}
		to[n] = sum * share
	}
}

// Add adds to a block's samples, and so to the pixels that they cover.
func (s *Strip) Add(from *Block, plane, x, y, w, h int) {
	for n, v := range from {
		first := (y+n/8*h)*s.width + x + n%8*w
		for y := range h {
			row := s.planes[plane][first+y*s.width:][:w]
			for x := range row {
				row[x] += v
			}
		}
	}
}

// pixelOrder leads through an upright picture's bytes as a file goes through its pixels.
type pixelOrder struct{ first, right, down int }

func (p pixelOrder) at(x, y int) int { return p.first + x*p.right + y*p.down }

func orderOf(img *image.NRGBA, orientation int) pixelOrder {
	last := img.Bounds().Size().Sub(image.Pt(1, 1))
	right, down := 4, img.Stride
	end, bottom := last.X*right, last.Y*down
	return [...]pixelOrder{
		1: {0, right, down}, 2: {end, -right, down}, 3: {end + bottom, -right, -down}, 4: {bottom, right, -down},
		5: {0, down, right}, 6: {end, down, -right}, 7: {end + bottom, -down, -right}, 8: {bottom, -down, right},
	}[orientation]
}
