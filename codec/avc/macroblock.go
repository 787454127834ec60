package avc

// macroblock is what is told of 16 × 16 samples of luma.
type macroblock struct {
	slice   int // the number of its own, 0 where it is not read
	kind    int8
	eights  bool         // its blocks are 8 × 8
	way     int8         // to predict it, if it is whole
	shade   int8         // to predict chroma
	pattern int8         // which 8 × 8 of luma have levels, by bit, and from 16 on, whether chroma has: 1 means alone, 2 more than these
	modes   [16]int8     // by 4 × 4
	counts  [3][16]uint8 // how many levels are not 0, by plane and by 4 × 4, four of which are a row
	means   uint8        // which planes have some among what became of means, by bit
}

// Kinds of macroblocks.
const (
	apart int8 = iota // its blocks are predicted each
	whole             // it is predicted as one
	raw               // samples as they are
)

// readMacroblock reads a macroblock (7.3.5).
func (r *reader) readMacroblock(c coder) error {
	kind := c.kind()
	if kind == 25 {
		r.readRaw(c)
		return nil
	}
	if r.kind = apart; kind == 0 {
		r.eights = r.mayEight && c.eights()
		r.readModes(c)
	} else {
		r.kind, r.way, r.pattern = whole, int8((kind-1)%4), int8((kind-1)/4%3<<4)
		if kind > 12 {
			r.pattern |= 15
		}
		r.setModes(0, 16, dc)
	}
	if r.chroma == 1 {
		r.shade = int8(c.chroma())
	}
	if kind == 0 {
		r.pattern = int8(c.pattern())
	}
	delta := 0
	if r.kind == whole || r.pattern != 0 {
		delta = c.delta()
	}
	if err := r.change(delta); err != nil {
		return err
	}
	r.qps += r.qp
	return r.readLevels(c)
}

// change changes the QP (7.4.5).
func (r *reader) change(delta int) error {
	more := 6 * (r.depth[0] - 8)
	if delta < -(26+more/2) || delta > 25+more/2 {
		return ErrFormat
	}
	r.delta = delta != 0
	r.qp = (r.qp+delta+52+2*more)%(52+more) - more
	return nil
}

// readModes reads how blocks are predicted (8.3.1.1, 8.3.2.1): the likeliest is the lesser of those of the blocks on the left and
// above.
func (r *reader) readModes(c coder) {
	step := 1
	if r.eights {
		step = 4
	}
	for n := 0; n < 16; n += step {
		x, y := columnOf(n), rowOf(n)
		of, at := r.beside(&series{x: x, y: y})
		likely := int8(dc)
		if of[0] != nil && of[1] != nil {
			likely = min(of[0].modes[at[0]], of[1].modes[at[1]])
		}
		mode := int8(c.mode())
		if mode < 0 {
			mode = likely
		} else if mode >= likely {
			mode++
		}
		r.setModes(n, step, mode)
	}
}

// setModes sets those of so many 4 × 4.
func (r *reader) setModes(from, count int, mode int8) {
	for n := from; n < from+count; n++ {
		r.modes[4*rowOf(n)+columnOf(n)] = mode
	}
}

// readRaw reads samples as they are.
func (r *reader) readRaw(c coder) {
	r.kind, r.pattern, r.means, r.delta = raw, 15|2<<4, 7, false
	r.setModes(0, 16, dc)
	for plane := range r.counts {
		for n := range r.counts[plane] {
			r.counts[plane][n] = 16
		}
	}
	b := c.samples()
	for i := range r.planeCount() {
		side := 16 >> r.half(i)
		x, y := side*(r.at%r.across()), side*(r.at/r.across())
		for n := range side * side {
			v := b.uint(r.depth[i])
			if p := &r.planes[i]; r.show != nil {
				p.pix[(y+n/side)*p.stride+x+n%side] = uint16(v)
			}
		}
	}
	c.resume(b)
}
