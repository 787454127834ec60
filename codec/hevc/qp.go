package hevc

import "image"

// beginGroup begins a group of coding blocks of one QP (8.6.1), which is that of its neighbours but for what is told.
func (r *reader) beginGroup(x, y int) {
	r.told = false
	before := r.qp
	near := func(x, y int) int {
		if r.known(x, y) && image.Pt(x>>r.ctb, y>>r.ctb) == r.group {
			return int(r.qps[r.unit(x, y)])
		}
		return before
	}
	r.group = image.Pt(x>>r.ctb, y>>r.ctb)
	r.qp = (near(x-1, y) + near(x, y-1) + 1) >> 1
}

// readDelta reads by how much a group's QP differs from that (7.3.8.14).
func (r *reader) readDelta() error {
	r.told = true
	v := 0
	for v < 5 && r.Bit(&r.contexts[deltaQP+min(v, 1)]) {
		v++
	}
	if v == 5 {
		k := 0
		for r.Even() {
			v += 1 << k
			if k++; k > 16 {
				return ErrFormat
			}
		}
		v += r.Uint(k)
	}
	if v > 0 && r.Even() {
		v = -v
	}
	more := 6 * (r.depth[0] - 8)
	if v < -(26+more/2) || v > 25+more/2 {
		return ErrFormat
	}
	r.qp = (r.qp+v+52+2*more)%(52+more) - more
	return nil
}

// qpOf is a plane's QP, without what a depth beyond 8 bits adds.
func (r *reader) qpOf(plane int) int {
	if plane == 0 {
		return r.qp
	}
	more := 6 * (r.depth[plane] - 8)
	qp := min(max(r.qp+r.slice.offsets[plane], -more), 57)
	switch {
	case r.chroma != 1:
		return min(qp, 51)
	case qp < 30:
		return qp
	case qp >= 43:
		return qp - 6
	}
	return [13]int{29, 30, 31, 32, 33, 33, 34, 34, 35, 35, 36, 36, 37}[qp-30]
}
