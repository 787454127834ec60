package vp8

// plane is a row of macroblocks' samples, as they are decoded, before the loop filter. The row above lies over them, and one
// more sample to the left and four to the right.
type plane struct {
	side   int // of a macroblock in it: 16 or 8
	stride int
	pix    []uint8
}

func newPlane(across, side int) *plane {
	p := &plane{side: side, stride: 1 + across*side + 4}
	p.pix = make([]uint8, (1+side)*p.stride)
	return p
}

// at is where a sample lies; -1 is the row above, and the column to the left.
func (p *plane) at(x, y int) int { return (y+1)*p.stride + x + 1 }

// row begins row y of macroblocks with what lies around it.
func (p *plane) row(y int) {
	if y == 0 {
		fill(p.pix[:p.stride], 127)
	} else {
		copy(p.pix[:p.stride], p.pix[p.side*p.stride:])
		p.pix[0] = 129
		fill(p.pix[p.stride-4:p.stride], p.pix[p.stride-5])
	}
	for y := range p.side {
		p.pix[p.at(-1, y)] = 129
	}
}

func fill(s []uint8, v uint8) {
	for i := range s {
		s[i] = v
	}
}

// whole predicts macroblock x of row y as one.
func (p *plane) whole(x, y, mode int) {
	first, n := p.at(x*p.side, 0), p.side
	above, left := p.pix[first-p.stride:][:n], func(y int) uint8 { return p.pix[first+y*p.stride-1] }
	corner := int(p.pix[first-p.stride-1])
	mean := uint8(128)
	if mode == dcMode && x+y > 0 {
		sum, count := 0, 0
		if y > 0 {
			for _, v := range above {
				sum += int(v)
			}
			count += n
		}
		if x > 0 {
			for y := range n {
				sum += int(left(y))
			}
			count += n
		}
		mean = uint8((sum + count/2) / count)
	}
	for y := range n {
		row := p.pix[first+y*p.stride:][:n]
		switch mode {
		case dcMode:
			fill(row, mean)
		case vertical:
			copy(row, above)
		case horizontal:
			fill(row, left(y))
		case trueMotion:
			for x := range row {
				row[x] = clip(int(left(y)) + int(above[x]) - corner)
			}
		}
	}
}

// two marks the mean of two samples of an edge in a pattern; what is not marked is that of three.
const two = 16

// patterns are what blocks of 4 × 4 become by the modes that smooth their edge: the number of a mean, see block.
var patterns = [modes][16]uint8{
	vertical:       {7, 8, 9, 10, 7, 8, 9, 10, 7, 8, 9, 10, 7, 8, 9, 10},
	horizontal:     {5, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2},
	rightDown:      {6, 7, 8, 9, 5, 6, 7, 8, 4, 5, 6, 7, 3, 4, 5, 6},
	verticalRight:  {two + 6, two + 7, two + 8, two + 9, 6, 7, 8, 9, 5, two + 6, two + 7, two + 8, 4, 6, 7, 8},
	leftDown:       {8, 9, 10, 11, 9, 10, 11, 12, 10, 11, 12, 13, 11, 12, 13, 14},
	verticalLeft:   {two + 7, two + 8, two + 9, two + 10, 8, 9, 10, 11, two + 8, two + 9, two + 10, 12, 9, 10, 11, 13},
	horizontalDown: {two + 5, 6, 7, 8, two + 4, 5, two + 5, 6, two + 3, 4, two + 4, 5, two + 2, 3, two + 3, 4},
	horizontalUp:   {two + 4, 4, two + 3, 3, two + 3, 3, two + 2, 2, two + 2, 2, 1, 1, 1, 1, 1, 1},
}

// block predicts 4 × 4 samples of luma from x, y on. What lies to the right of the row above is the macroblock's for all
// blocks at its right edge (12.3).
func (p *plane) block(x, y, mode int) {
	first := p.at(x, y)
	above := first - p.stride
	right := above + 4
	if x%16 == 12 {
		right = p.at(x+4, -1)
	}
	// The edge from below on the left, over the corner, number 6, to the right, its ends repeated.
	var edge [16]int
	for i := range 4 {
		edge[5-i] = int(p.pix[first+i*p.stride-1])
		edge[7+i] = int(p.pix[above+i])
		edge[11+i] = int(p.pix[right+i])
	}
	edge[0], edge[1], edge[6], edge[15] = edge[2], edge[2], int(p.pix[above-1]), edge[14]
	mean := 4
	for i := range 4 {
		mean += edge[5-i] + edge[7+i]
	}
	for n, k := range patterns[mode] {
		v := mean / 8
		switch {
		case mode == trueMotion:
			v = edge[5-n/4] + edge[7+n%4] - edge[6]
		case mode == dcMode:
		case k >= two:
			v = (edge[k-two] + edge[k-two+1] + 1) / 2
		default:
			v = (edge[k-1] + 2*edge[k] + edge[k+1] + 2) / 4
		}
		p.pix[first+n/4*p.stride+n%4] = clip(v)
	}
}

func clip(v int) uint8 { return uint8(min(max(v, 0), 255)) }
