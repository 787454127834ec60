package jpeg

import (
	"image"

	"uncodec/fine"
)

// strip is a row of MCUs of a picture that is held to a constraint, as Y, Cb and Cr around 0
// at full resolution.
type strip struct {
	of            *Constraint
	img           *fine.Image
	weight        func(x, y int) float64
	order         pixelOrder
	width, height int // of whole MCUs
	planes        [3][]float32
	steps         [3][64]float32 // of each component's frequencies
	places        [3][64]sums    // the estimator's
}

func newStrip(c *Constraint, img *fine.Image, weight func(x, y int) float64) *strip {
	s := &strip{of: c, img: img, weight: weight, order: orderOf(img.NRGBA, c.orientation), width: 8 * c.across * c.hFactor, height: 8 * c.vFactor}
	for i := range s.planes {
		s.planes[i] = make([]float32, s.width*s.height)
	}
	for i, of := range c.components {
		for k, step := range of.quant {
			s.steps[i][k] = float32(step)
		}
		s.places[i] = learned.places(&s.steps[i], i == 0)
	}
	return s
}

// pixelOrder leads through an upright picture's bytes as a file goes through its pixels, which its
// orientation then turns.
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

// read takes MCU row `row` of the picture; for samples that lie half beyond its edges the last
// pixel goes on. A file without colour says that there was none.
func (s *strip) read(row int) {
	luma, cb, cr := s.planes[0], s.planes[1], s.planes[2]
	for y := range s.height {
		for x := range s.width {
			at := y*s.width + x
			l, b, r := YCC(s.img.RGB(s.order.at(min(x, s.of.size.X-1), min(row*s.height+y, s.of.size.Y-1))))
			luma[at] = l - 128
			if len(s.of.components) == 3 {
				cb[at], cr[at] = b, r
			}
		}
	}
}

// write is read's way back.
func (s *strip) write(row int) {
	for y := range min(s.height, s.of.size.Y-row*s.height) {
		for x := range s.of.size.X {
			at, to := y*s.width+x, s.order.at(x, row*s.height+y)
			r, g, b := s.img.RGB(to)
			red, green, blue := RGB(s.planes[0][at]+128, s.planes[1][at], s.planes[2][at])
			w := float32(s.weight(to%s.img.Stride/4, to/s.img.Stride))
			s.img.Set(to, towards(r, red, w), towards(g, green, w), towards(b, blue, w))
		}
	}
}

// towards is w, 0…1, of the way from one level to another.
func towards(from, to, w float32) float32 { return from + w*(min(max(to, 0), 255)-from) }
