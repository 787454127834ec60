package jpeg

// strip writes the row of MCUs whose uppermost pixels are those of row y.
func (e *encoder) strip(y int) {
	e.samples(y)
	size := e.img.Rect.Size()
	across, down := ceilDiv(size.X, 8), ceilDiv(size.Y-y, 8) // blocks of luma that show something
	for mcu := range ceilDiv(size.X, 8*e.h) {
		for v := range e.v {
			for h := range e.h {
				if x := mcu*e.h + h; x < across && v < down {
					e.block(0, 8*x, 8*v)
				} else {
					e.out.code(&lumaCodes, &block{}, 0) // nothing but the level before it
				}
			}
		}
		e.block(1, 8*mcu, 0)
		e.block(2, 8*mcu, 0)
	}
}

// block codes 8 x 8 samples of a component of the strip.
func (e *encoder) block(component, x, y int) {
	var w [64]int32
	p := &e.ycc[component]
	for row := range 8 {
		in := p.pix[(y+row)*p.stride+x:][:8]
		to := w[8*row:][:8]
		for i, v := range in {
			to[i] = int32(v) - 128
		}
	}
	fdct(&w)
	which, codes := 0, &lumaCodes
	if component > 0 {
		which, codes = 1, &chromaCodes
	}
	var b block
	e.divisors[which].quantise(&b, &w)
	change := int32(b[0]) - e.predictor[component]
	e.predictor[component] = int32(b[0])
	e.out.code(codes, &b, change)
}

// divisors are those of the frequencies of a table, in reading order: 8 times its steps, and the
// next number over 2³² by these.
type divisors struct {
	half       [64]int32
	reciprocal [64]uint64
}

func (d *divisors) set(table *quantTable) {
	for i, q := range table {
		divisor := 8 * uint64(q)
		d.half[i], d.reciprocal[i] = int32(divisor/2), 1<<32/divisor+1
	}
}

// quantise divides by the steps, rounding halves away from 0. The product is exact for what 16 bits hold.
func (d *divisors) quantise(b *block, w *[64]int32) {
	for i, v := range w {
		sign := v >> 31
		size := uint64((v^sign)-sign+d.half[i]) * d.reciprocal[i] >> 32
		b[i] = int16((int32(size) ^ sign) - sign)
	}
}
