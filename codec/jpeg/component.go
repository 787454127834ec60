package jpeg

import "encoding/binary"

// component is a channel: its coefficients, and in the end its samples.
type component struct {
	id, table        byte
	hFactor, vFactor int // sampling factors: blocks in an MCU, across and down
	w, h             int // samples that belong to the picture
	stride           int // blocks in a row
	blocks           []block
	quant            *quantTable // in reading order
	complete         [64]bool    // in zigzag order: which coefficients have come to their last bit
}

func (c *component) at(x, y int) *block { return &c.blocks[y*c.stride+x] }

// takeFrame reads a SOF segment and makes room for the coefficients. [ReadHeader] has
// checked its length and kind, and its caller its size.
func (d *decoder) takeFrame(marker byte, b []byte) error {
	if d.components != nil {
		return FormatError("it holds two pictures in one")
	}
	d.progressive = marker == markSOF2
	height, width := int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	h, v := 1, 1
	for c := range int(b[5]) {
		hv := b[7+3*c]
		h, v = max(h, int(hv>>4)), max(v, int(hv&15))
	}
	d.across, d.down = ceilDiv(width, 8*h), ceilDiv(height, 8*v)
	for i := range int(b[5]) {
		spec := b[6+3*i:]
		c := component{id: spec[0], table: spec[2], hFactor: int(spec[1] >> 4), vFactor: int(spec[1] & 15)}
		if c.hFactor < 1 || c.vFactor < 1 || c.hFactor > 4 || c.vFactor > 4 {
			return FormatError("its picture header makes no sense")
		}
		if h%c.hFactor != 0 || v%c.vFactor != 0 {
			return ErrSampling
		}
		c.w, c.h = ceilDiv(width*c.hFactor, h), ceilDiv(height*c.vFactor, v)
		c.stride = d.across * c.hFactor
		c.blocks = make([]block, c.stride*d.down*c.vFactor)
		d.components = append(d.components, c)
	}
	return nil
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

// planes transforms the coefficients into samples, and lets go of them.
func (d *decoder) planes() ([]plane, error) {
	var all []plane
	for i := range d.components {
		c := &d.components[i]
		if c.quant == nil { // the file ends before it
			if i == 0 || len(d.components) > 3 || d.isRGB() {
				return nil, FormatError("a colour is missing")
			}
			c.quant, d.lacks.Detail = new(quantTable), true // all in the middle, which is no colour
		}
		stride := 8 * c.stride
		p := plane{make([]byte, 64*len(c.blocks)), stride, c.w, c.h}
		for y := 0; y < len(c.blocks)/c.stride; y++ {
			if err := d.ctx.Err(); err != nil {
				return nil, err
			}
			for x := range c.stride {
				idct(c.at(x, y), c.quant, p.pix[8*y*stride+8*x:], stride)
			}
		}
		c.blocks = nil
		all = append(all, p)
	}
	return all, nil
}
