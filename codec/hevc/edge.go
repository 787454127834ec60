package hevc

// edge is what lies around a block: from below on its left, over the corner, to the right above it. The corner is number 64.
type edge [129]int

const corner = 64

// around gathers a block's edge; what is not known there is as what is (8.4.4.2.2).
func (r *reader) around(b *block) *edge {
	p, side, half := &r.planes[b.plane], b.side(), r.half(b.plane)
	var e edge
	step := 4 >> half // samples of the plane that are known together
	last := -1        // the last that was known
	put := func(at, x, y int) {
		if !r.known(x<<half, y<<half) {
			return
		}
		if last < 0 { // those before the first are as it is
			last = at
			for i := corner - 2*side; i < at; i++ {
				e[i] = int(p.pix[y*p.stride+x])
			}
		}
		for i := last + 1; i < at; i++ {
			e[i] = e[last]
		}
	}
	for y := b.y + 2*side - 1; y >= b.y; y -= step { // upwards
		at := corner - 1 - (y - b.y)
		if x := b.x - 1; r.known(x<<half, y<<half) {
			put(at, x, y)
			for i := range step {
				e[at+i] = int(p.pix[(y-i)*p.stride+x])
			}
			last = at + step - 1
		}
	}
	if x, y := b.x-1, b.y-1; r.known(x<<half, y<<half) {
		put(corner, x, y)
		e[corner], last = int(p.pix[y*p.stride+x]), corner
	}
	for x := b.x; x < b.x+2*side; x += step {
		at := corner + 1 + x - b.x
		if y := b.y - 1; r.known(x<<half, y<<half) {
			put(at, x, y)
			for i := range step {
				e[at+i] = int(p.pix[y*p.stride+x+i])
			}
			last = at + step - 1
		}
	}
	value := 1 << (r.depth[b.plane] - 1)
	if last >= 0 {
		value = e[last]
	}
	from := last + 1
	if last < 0 {
		from = corner - 2*side
	}
	for i := from; i <= corner+2*side; i++ {
		e[i] = value
	}
	return &e
}

// filtered tells whether a block's edge is smoothed (8.4.4.2.3).
func filtered(log2, mode int) bool {
	if mode == dc || log2 == 2 {
		return false
	}
	steep := min(max(mode-vertical, vertical-mode), max(mode-horizontal, horizontal-mode))
	return steep > [6]int{3: 7, 1, 0}[log2]
}

func (r *reader) smoothed(b *block, e *edge) *edge {
	side := b.side()
	low, high := corner-2*side, corner+2*side
	of := *e
	flat := func(end, middle int) bool {
		v := e[corner] + e[end] - 2*e[middle]
		return max(v, -v) < 1<<(r.depth[0]-5)
	}
	if r.smooth && b.plane == 0 && side == 32 && flat(low, corner-side) && flat(high, corner+side) {
		for i := 1; i < 64; i++ {
			of[corner-i] = ((64-i)*e[corner] + i*e[low] + 32) >> 6
			of[corner+i] = ((64-i)*e[corner] + i*e[high] + 32) >> 6
		}
		return &of
	}
	for i := low + 1; i < high; i++ {
		of[i] = (e[i-1] + 2*e[i] + e[i+1] + 2) >> 2
	}
	return &of
}
