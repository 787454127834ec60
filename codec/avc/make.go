package avc

// make makes the samples of a macroblock whose levels are read, and shows its blocks.
func (r *reader) make(x, y int) {
	for plane := range r.planeCount() {
		b := &r.block
		b.plane, b.qp, b.scales = plane, r.qpOf(plane), r.scales
		b.unit = 1 / float32(int(1)<<(r.depth[plane]-8))
		b.exact = r.lossless && r.qpOf(0) == 0
		switch {
		case plane > 0 && r.chroma == 1:
			r.makeBlock(x/2, y/2, 8, together, 0, waysOfChroma[r.shade])
		case r.kind == whole:
			r.makeBlock(x, y, 16, together, 0, int(r.way))
		case r.eights:
			for n := 0; n < 16; n += 4 {
				r.makeBlock(x+4*columnOf(n), y+4*rowOf(n), 8, eight, n, int(r.modes[4*rowOf(n)+columnOf(n)]))
			}
		default:
			for n := range 16 {
				r.makeBlock(x+4*columnOf(n), y+4*rowOf(n), 4, four, n, int(r.modes[4*rowOf(n)+columnOf(n)]))
			}
		}
	}
}

// makeBlock makes the one whose levels begin with those of the 4 × 4 of some number.
func (r *reader) makeBlock(x, y, side int, form int8, first, way int) {
	b := &r.block
	b.x, b.y, b.side, b.form, b.levels = x, y, side, form, r.levels[b.plane][16*first:][:side*side]
	r.predict(b, way)
	r.add(b, way)
	r.show(b)
}

// chromaQPs are chroma's by what luma's and the offset come to, from 30 on (table 8-15).
var chromaQPs = [22]int{29, 30, 31, 32, 32, 33, 34, 34, 35, 35, 36, 36, 37, 37, 37, 38, 38, 38, 39, 39, 39, 39}

// qpOf is a plane's QP, with what a depth beyond 8 bits adds (8.5.8).
func (r *reader) qpOf(plane int) int {
	more := 6 * (r.depth[plane] - 8)
	if plane == 0 {
		return r.qp + more
	}
	qp := min(max(r.qp+r.offsets[plane], -more), 51)
	if qp >= 30 {
		qp = chromaQPs[qp-30]
	}
	return qp + more
}
