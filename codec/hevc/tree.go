package hevc

import "image"

// readTree reads a coding tree block.
func (r *reader) readTree(x, y int) error {
	if r.slice.sao[0] || r.slice.sao[1] {
		r.skipOffsets(x, y)
	}
	return r.readCoding(x, y, r.ctb, 0)
}

// readCoding reads a coding quadtree (7.3.8.4).
func (r *reader) readCoding(x, y, log2, depth int) error {
	side := 1 << log2
	split := log2 > r.minCB
	if split && x+side <= r.size.X && y+side <= r.size.Y {
		more := 0
		for _, at := range []image.Point{{x - 1, y}, {x, y - 1}} {
			if r.known(at.X, at.Y) && int(r.nested[r.unit(at.X, at.Y)]) > depth {
				more++
			}
		}
		split = r.Bit(&r.contexts[splitCB+more])
	}
	if r.deltas && log2 >= r.ctb-r.minDelta {
		r.beginGroup(x, y)
	}
	if !split {
		return r.readUnit(x, y, log2, depth)
	}
	for i := range 4 {
		if x, y := x+i%2*side/2, y+i/2*side/2; x < r.size.X && y < r.size.Y {
			if err := r.readCoding(x, y, log2-1, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// readUnit reads a coding unit (7.3.8.5), which is predicted from the picture itself.
func (r *reader) readUnit(x, y, log2, depth int) error {
	side := 1 << log2
	fill(r, r.nested, x, y, side, uint8(depth))
	r.bypassed = r.bypass && r.Bit(&r.contexts[bypassCB])
	parts := 1
	if log2 == r.minCB && !r.Bit(&r.contexts[partMode]) {
		parts = 4
	}
	if parts == 1 && r.pcm && log2 >= r.minPCM && log2 <= r.maxPCM && r.Final() {
		return ErrForeign // samples as they are, which no encoder writes that was at hand
	}
	luma, chroma := r.readModes(x, y, side, parts)
	t := transform{luma: luma, chroma: chroma, parts: parts, splits: r.splits + parts/4}
	if err := r.readTransform(&t, x, y, image.Pt(x, y), log2, 0, 0, [3]bool{true, true, true}); err != nil {
		return err
	}
	fill(r, r.qps, x, y, side, int8(r.qp))
	return nil
}
