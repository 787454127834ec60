package av1

// edge is what lies along a block's side: sample n is at lead + n, and the corner before them.
type edge [lead + 130]int32

const lead = 16

// edges are the row above a block and the column left of it.
type edges struct{ above, left edge }

// around gathers a block's edges; what is not known there is as what is (7.11.2).
func (p *plane) around(b *block, of *prediction, depth int, e *edges) {
	at, base := b.y*p.stride+b.x, int32(1)<<(depth-1)
	corner, above, left := base, base-1, base+1
	switch {
	case of.above && of.left:
		corner = int32(p.pix[at-p.stride-1])
	case of.above:
		left = int32(p.pix[at-p.stride])
		corner = left
	case of.left:
		above = int32(p.pix[at-1])
		corner = above
	}
	e.above[lead-1], e.left[lead-1] = corner, corner
	width, height := b.width(), b.height()
	known := 0
	if of.above {
		known = reach(width, height, of.aboveRight, of.lastX-b.x+1)
		for i, v := range p.pix[at-p.stride:][:known] {
			e.above[lead+i] = int32(v)
		}
		above = e.above[lead+known-1]
	}
	fill(e.above[lead+known:lead+width+height], above)
	known = 0
	if of.left {
		known = reach(height, width, of.belowLeft, of.lastY-b.y+1)
		for i := range known {
			e.left[lead+i] = int32(p.pix[at-1+i*p.stride])
		}
		left = e.left[lead+known-1]
	}
	fill(e.left[lead+known:lead+width+height], left)
}

// reach is how many samples of an edge are taken from the picture: as many as a side, and as many again behind it, where they are decoded.
func reach(side, other int, beyond bool, picture int) int {
	if beyond {
		side += min(side, other)
	}
	return max(min(side, picture), 1)
}

// strengths are from which angle on an edge is smoothed by each of the kernels, by whether a block beside is smooth, and by both sides' sum
// (7.11.2.9).
var strengths = [2][5][3]int{
	{{56, 90, 90}, {40, 90, 90}, {8, 16, 32}, {0, 4, 32}, {0, 0, 0}},
	{{40, 64, 90}, {20, 48, 90}, {4, 4, 4}, {0, 0, 0}, {0, 0, 0}},
}

var kernels = [3][5]int32{{0, 4, 8, 4, 0}, {0, 5, 6, 5, 0}, {2, 4, 4, 4, 2}}

// extent is how long an edge is: along the block, and beyond it, where a direction comes from there.
type extent struct {
	length, beyond int
	inPicture      int // how much there is of the picture, if not more than length
	known          bool
}

// manner is how a block's edges are made ready.
type manner struct {
	filtered bool
	smooth   bool // a block beside is
	sides    int  // the sum of the block's
	depth    int
}

// ready smooths an edge, or doubles its samples in small blocks, as it suits a direction so many degrees off square; it tells whether it
// doubled (7.11.2.4).
func (e *edge) ready(s *extent, degrees int, as *manner) (doubled int) {
	if !as.filtered {
		return 0
	}
	by, small := 0, 16
	if as.smooth {
		by, small = 1, 8
	}
	if degrees < 40 && as.sides <= small { // (7.11.2.10)
		e.double(s.length+s.beyond, as.depth)
		return 1
	}
	strength := 0
	for _, from := range strengths[by][min((as.sides-1)>>3, 4)] {
		if degrees >= from {
			strength++
		}
	}
	if s.known && strength > 0 {
		e.smooth(kernels[strength-1], min(s.length, s.inPicture)+s.beyond)
	}
	return 0
}

// smooth smooths so many samples (7.11.2.12).
func (e *edge) smooth(kernel [5]int32, count int) {
	of := *e
	for i := range count {
		sum := int32(8)
		for j, tap := range kernel {
			sum += tap * of[lead+min(max(i+j-2, -1), count-1)]
		}
		e[lead+i] = sum >> 4
	}
}

// double puts a sample between each two of so many, and begins with −2 then (7.11.2.11).
func (e *edge) double(count, depth int) {
	of := *e
	most := int32(1)<<depth - 1
	at := func(i int) int32 { return of[lead+min(max(i, -1), count-1)] }
	e[lead-2] = of[lead-1]
	for i := range count {
		e[lead+2*i-1] = min(max((9*(at(i-1)+at(i))-at(i-2)-at(i+1)+8)>>4, 0), most)
		e[lead+2*i] = of[lead+i]
	}
}
