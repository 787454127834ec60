package jpeg

import (
	"context"
	"image"
	"slices"

	"uncodec/codec/hold"
	"uncodec/fine"
)

// Constraint is what a JPEG says of the picture that it was made from: of every frequency
// of every block the step that its value was rounded to, and so the interval in which it
// lay. The pictures within all of them are the quantisation constraint set (Zakhor, 1992),
// those that an encoder turns into this file, the original among them; nearly so, since
// encoders round to 8 bits first, and thin chroma out in ways of their own.
type Constraint struct {
	size             image.Point // as the file has it, not turned
	orientation      int
	across, down     int         // MCUs
	hFactor, vFactor int         // the largest sampling factors: samples of full resolution in an MCU, by 8
	components       []component // Y, or Y, Cb and Cr
}

// ReadConstraint reads a file's; orientation, 1 to 8, is that of EXIF by which the pictures
// that are to be held were turned. It is nil where there is none to be read: from files of other
// colours than grey and YCbCr, unknown tables, steps of 0 or without their end, and from those whose values
// did not come to their last bit. It ends with ctx.Err() once ctx is done.
func ReadConstraint(ctx context.Context, data []byte, orientation int) (*Constraint, error) {
	h, err := ReadHeader(data)
	if err != nil || !h.Finished || h.Quality == 0 {
		return nil, err
	}
	d, err := decodeCoefficients(ctx, data)
	if err != nil {
		return nil, err
	}
	if n := len(d.components); n != 1 && n != 3 || d.isRGB() || d.lacks != (Lacks{}) || !d.complete() {
		return nil, nil
	}
	c := &Constraint{size: image.Pt(h.Width, h.Height), orientation: orientation, across: d.across, down: d.down, components: d.components}
	for _, of := range d.components {
		if slices.Contains(of.quant[:], 0) { // whatever was there became nothing
			return nil, nil
		}
		c.hFactor, c.vFactor = max(c.hFactor, of.hFactor), max(c.vFactor, of.vFactor)
	}
	return c, nil
}

// complete says that every coefficient is known to its last bit.
func (d *decoder) complete() bool {
	for _, c := range d.components {
		if slices.Contains(c.complete[:], false) {
			return false
		}
	}
	return true
}

// Hold moves img to where the original is to be expected, given both: in Y, Cb and Cr, each frequency by itself, within the
// interval that the file says or a tenth of a step beyond, since encoders round before; each pixel as far as weight
// says, 0…1. img is upright and of the file's size.
//
// Where ctx ends, part of img has been moved.
func (c *Constraint) Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error {
	w, err := hold.NewWindow(img, c.size, hold.Lying(c.size).Turned(c.orientation), 8*c.across*c.hFactor, 8*c.vFactor, c.colours(), weight)
	if err != nil {
		return err
	}
	kinds := c.kinds()
	for row := range c.down {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.Read(0, 8*c.vFactor*row)
		for i := range c.components {
			c.holdComponent(w, i, row, kinds[i])
		}
		w.Write()
	}
	return nil
}

// colours are the file's planes around 0; one without colour says that there was none.
func (c *Constraint) colours() hold.Colours {
	grey := len(c.components) == 1
	return hold.Colours{
		Of: func(r, g, b float32) (y, cb, cr float32) {
			if y, cb, cr = YCC(r, g, b); grey {
				return y - 128, 0, 0
			}
			return y - 128, cb, cr
		},
		Back: func(y, cb, cr float32) (r, g, b float32) { return RGB(y+128, cb, cr) },
	}
}
