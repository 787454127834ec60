package avc

// edge is what lies around a block: from below on its left, over the corner, to the right above it.
type edge [34]int

// corner is the number of the sample on the left above a block.
const corner = 16

// known tells which parts of an edge may be predicted from (6.4.11).
type known struct{ left, above, corner, right bool }

// knownAround is what is known around a block.
func (r *reader) knownAround(b *block) known {
	if b.side == 16 || b.form == together {
		return known{left: r.left != nil, above: r.above != nil, corner: r.aboveLeft != nil}
	}
	x, y, side := b.x&15/4, b.y&15/4, b.side/4
	k := known{left: x > 0 || r.left != nil, above: y > 0 || r.above != nil, corner: true}
	switch {
	case x == 0 && y == 0:
		k.corner = r.aboveLeft != nil
	case x == 0:
		k.corner = r.left != nil
	case y == 0:
		k.corner = r.above != nil
	}
	switch {
	case y == 0 && x+side < 4:
		k.right = r.above != nil
	case y == 0:
		k.right = r.aboveRight != nil
	case x+side < 4:
		k.right = orderOf(x+side, y-1) < orderOf(x, y)
	}
	return k
}

// around gathers a block's edge. Where there is none on the right above, what lies above goes on.
func (r *reader) around(b *block) (e edge, k known) {
	p := &r.planes[b.plane]
	k = r.knownAround(b)
	if k.corner {
		e[corner] = int(p.pix[(b.y-1)*p.stride+b.x-1])
	}
	if k.left {
		for y := range b.side {
			e[corner-1-y] = int(p.pix[(b.y+y)*p.stride+b.x-1])
		}
	}
	if k.above {
		for x, v := range p.pix[(b.y-1)*p.stride+b.x:][:b.side] {
			e[corner+1+x] = int(v)
		}
	}
	if k.right {
		for x, v := range p.pix[(b.y-1)*p.stride+b.x+b.side:][:b.side] {
			e[corner+1+b.side+x] = int(v)
		}
	}
	if !k.right && b.side < 16 {
		e.extend(corner+b.side, corner+2*b.side)
	}
	return e, k
}

// extend goes on as it is at a place to another.
func (e *edge) extend(from, to int) {
	step := 1
	if to < from {
		step = -1
	}
	for i := from; i != to; i += step {
		e[i+step] = e[from]
	}
}

// two and three are means of that many neighbours, the latter of those around a place.
func (e *edge) two(i int) int   { return (e[i] + e[i+1] + 1) >> 1 }
func (e *edge) three(i int) int { return (e[i-1] + 2*e[i] + e[i+1] + 2) >> 2 }

// smoothed is the edge by which a block of 8 × 8 is predicted (8.3.2.2.1).
func (e *edge) smoothed(k known) edge {
	const first, last = corner - 8, corner + 16
	of, in := *e, *e
	in[first-1], in[last+1] = in[first], in[last]
	if !k.above {
		in[corner+1] = in[corner]
	}
	if !k.left {
		in[corner-1] = in[corner]
	}
	for i := first; i <= last; i++ {
		of[i] = in.three(i)
	}
	if !k.corner {
		of[corner-1] = (3*e[corner-1] + e[corner-2] + 2) >> 2
		of[corner+1] = (3*e[corner+1] + e[corner+2] + 2) >> 2
	}
	return of
}
