package jpeg

import (
	"context"
	"fmt"
	"image"
	"slices"

	"uncodec/fine"
)

// Constraint is what a JPEG says of the picture that it was made from: of every frequency
// of every block the step that its value was rounded to, and so the interval in which it
// lay. The pictures within all of them are the quantisation constraint set (Zakhor, 1992),
// those that an encoder turns into this file, the original among them; nearly so, since
// encoders round to 8 bits first, and thin chroma out in ways of their own.
type Constraint struct {
	// Quality is that of the tables, as [Header] has it.
	Quality int

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
	c := &Constraint{Quality: h.Quality, size: image.Pt(h.Width, h.Height), orientation: orientation, across: d.across, down: d.down, components: d.components}
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

// Hold moves img to the picture nearest to it in Y, Cb and Cr whose frequencies lie within reach
// of what the file says (the narrow quantisation constraint set of Park and Lee, 1999), but for
// what lies outside of 0…255; each pixel as far as weight says, 0…1. img is upright and of the file's
// size.
//
// Where ctx ends, part of img has been moved.
func (c *Constraint) Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error {
	if img.Bounds() != c.upright() {
		return fmt.Errorf("a picture of %v was to be held to a file of %v", img.Bounds(), c.upright().Max)
	}
	s := newStrip(c, img, weight)
	for row := range c.down {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.read(row)
		for i := range c.components {
			s.hold(i, row)
		}
		s.write(row)
	}
	return nil
}

// upright is the bounds of the picture as its orientation turns it.
func (c *Constraint) upright() image.Rectangle {
	if c.orientation > 4 {
		return image.Rect(0, 0, c.size.Y, c.size.X)
	}
	return image.Rectangle{Max: c.size}
}

// reach is how far from what the file says a frequency may lie that was rounded to multiples
// of step: less than the half step that the original kept within, since the finer the step
// the surer is the file against any network, in luma more than in chroma, which R-Net restores better. The figures are those
// at which restored pictures that are held out, of JPEG 10 to 97, come nearer to their originals, and hardly one is
// carried away.
func reach(step uint16, luma bool) float32 {
	s, fine := float32(step), float32(3)
	if luma {
		fine = 10
	}
	return 0.45 * s * s / (s + fine)
}
