package avc

// Ways to predict blocks of 4 × 4 and of 8 × 8 that have names (tables 8-2 and 8-3); others are angles. A whole macroblock's are the first
// three, and a plane.
const (
	vertical   = 0
	horizontal = 1
	dc         = 2
	slope      = 3
)

// waysOfChroma are chroma's among those (table 8-5).
var waysOfChroma = [4]int{dc, horizontal, vertical, slope}

// predict predicts a block, and writes that to its plane (8.3).
func (r *reader) predict(b *block, way int) {
	e, k := r.around(b)
	if b.form == eight {
		e = e.smoothed(k)
	}
	most := 1<<r.depth[b.plane] - 1
	switch {
	case way == vertical:
		b.fill(func(x, y int) int { return e[corner+1+x] })
	case way == horizontal:
		b.fill(func(x, y int) int { return e[corner-1-y] })
	case way == dc && b.form == together && b.side == 8:
		b.predictMeans(&e, k, (most+1)/2)
	case way == dc:
		mean := e.mean(b.side, 0, 0, k.left, k.above, (most+1)/2)
		b.fill(func(x, y int) int { return mean })
	case b.form == together:
		b.predictSlope(&e, most)
	default:
		e.extend(corner+2*b.side, corner+2*b.side+1)
		e.extend(corner-b.side, max(corner-2*b.side, 0))
		b.fill(e.angle(way))
	}
	p := &r.planes[b.plane]
	for y := range b.side {
		copy(p.pix[(b.y+y)*p.stride+b.x:][:b.side], b.guess[y*b.side:])
	}
}

// fill sets the prediction.
func (b *block) fill(of func(x, y int) int) {
	for y := range b.side {
		for x := range b.side {
			b.guess[y*b.side+x] = uint16(of(x, y))
		}
	}
}

// mean is that of so many samples on the left, from some on, and above; of what there is, and else some value.
func (e *edge) mean(side, x, y int, left, above bool, other int) int {
	sum, count := 0, 0
	for i := range side {
		if left {
			sum, count = sum+e[corner-1-y-i], count+1
		}
		if above {
			sum, count = sum+e[corner+1+x+i], count+1
		}
	}
	if count == 0 {
		return other
	}
	return (sum + count/2) / count
}

// predictMeans predicts each 4 × 4 of chroma by what is nearest to it (8.3.4.1 to 8.3.4.3).
func (b *block) predictMeans(e *edge, k known, other int) {
	for n := range 4 {
		x, y := n%2*4, n/2*4
		left, above := k.left, k.above
		switch {
		case n == 1 && above:
			left = false
		case n == 2 && left:
			above = false
		}
		mean := e.mean(4, x, y, left, above, other)
		for i := range 16 {
			b.guess[(y+i/4)*8+x+i%4] = uint16(mean)
		}
	}
}

// predictSlope predicts a plane that rises evenly (8.3.3.4, 8.3.4.4).
func (b *block) predictSlope(e *edge, most int) {
	half, factor := b.side/2, 5
	if b.side == 8 {
		factor = 34
	}
	across, down := 0, 0
	for i := 1; i <= half; i++ {
		across += i * (e[corner+half+i] - e[corner+half-i])
		down += i * (e[corner-half-i] - e[corner-half+i])
	}
	across, down = (factor*across+32)>>6, (factor*down+32)>>6
	middle := 16*(e[corner-b.side]+e[corner+b.side]) + 16
	b.fill(func(x, y int) int {
		return min(max((middle+across*(x-half+1)+down*(y-half+1))>>5, 0), most)
	})
}

// angle goes on with the edge in a direction (8.3.1.2.4 to 8.3.1.2.9, 8.3.2.2.5 to 8.3.2.2.10).
func (e *edge) angle(way int) func(x, y int) int {
	return [...]func(x, y int) int{
		func(x, y int) int { return e.three(corner + 2 + x + y) },
		func(x, y int) int { return e.three(corner + x - y) },
		func(x, y int) int { return e.between(2*x-y, corner+x-y>>1, 1) },
		func(x, y int) int { return e.between(2*y-x, corner-y+x>>1, -1) },
		func(x, y int) int {
			if y%2 == 0 {
				return e.two(corner + 1 + x + y>>1)
			}
			return e.three(corner + 2 + x + y>>1)
		},
		func(x, y int) int {
			if x%2 == 0 {
				return e.two(corner - 2 - y - x>>1)
			}
			return e.three(corner - 2 - y - x>>1)
		},
	}[way-slope]
}

// between is what a steep line away from the corner meets: at some place, half the way to the next, or on the other side of the
// corner.
func (e *edge) between(z, at, along int) int {
	switch {
	case z < 0:
		return e.three(corner + along*(1+z))
	case z%2 != 0:
		return e.three(at)
	case along < 0:
		return e.two(at - 1)
	}
	return e.two(at)
}
