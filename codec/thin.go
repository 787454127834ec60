package codec

import "image"

// chroma is a row of both colour planes.
type chroma struct{ cb, cr []float32 }

func newChroma(n int) chroma { return chroma{make([]float32, n), make([]float32, n)} }

// thinner makes rows of chroma as a JPEG of 4:2:0 keeps and shows them: the mean of each two samples of a pair across, down or
// both ways, and between the means a triangle filter, as libjpeg has it. Pairs begin on the codec's grid. A row is asked
// for once, one after the other, and what comes is overwritten by the next.
type thinner struct {
	size         image.Point
	lead         image.Point // by how much the picture begins within a pair, 0 or 1
	across, down bool
	full         func(y int, to chroma) // writes a row at full resolution

	read, out chroma
	kept      [3]chroma // the means of the last three pairs of rows, by number modulo 3
	made      int       // how many of them
	mixed     chroma    // of two of these
}

func newThinner(size, grid image.Point, across, down bool, full func(int, chroma)) *thinner {
	t := &thinner{size: size, across: across, down: down, full: full, read: newChroma(size.X), out: newChroma(size.X)}
	if across {
		t.lead.X = grid.X & 1
	}
	if down {
		t.lead.Y = grid.Y & 1
	}
	n := pairOf(size.X-1, t.lead.X, across) + 1
	for i := range t.kept {
		t.kept[i] = newChroma(n)
	}
	t.mixed = newChroma(n)
	return t
}

// pairOf is the number of the pair that a sample is of.
func pairOf(at, lead int, halved bool) int {
	if halved {
		return (at + lead) >> 1
	}
	return at
}

// beside is the pair on the other side of a sample than its own's second one, or its own at the picture's edge.
func beside(at, lead, last int) int { return min(max((at+lead)>>1-1+(at+lead)&1*2, 0), last) }

// row is row y.
func (t *thinner) row(y int) chroma {
	near := pairOf(y, t.lead.Y, t.down)
	far := near
	if t.down {
		far = beside(y, t.lead.Y, pairOf(t.size.Y-1, t.lead.Y, true))
	}
	for t.made <= max(near, far) {
		t.mean(t.made, t.kept[t.made%3])
		t.made++
	}
	between(t.mixed.cb, t.kept[near%3].cb, t.kept[far%3].cb)
	between(t.mixed.cr, t.kept[near%3].cr, t.kept[far%3].cr)
	t.spread(t.out.cb, t.mixed.cb)
	t.spread(t.out.cr, t.mixed.cr)
	return t.out
}

// between is three parts of one row and one of another.
func between(to, near, far []float32) {
	for x := range to {
		to[x] = (3*near[x] + far[x]) / 4
	}
}

// mean makes the means of pair k of rows.
func (t *thinner) mean(k int, to chroma) {
	clear(to.cb)
	clear(to.cr)
	first, last := k, k
	if t.down {
		first, last = max(2*k-t.lead.Y, 0), min(2*k+1-t.lead.Y, t.size.Y-1)
	}
	share := 1 / float32(last-first+1)
	for y := first; y <= last; y++ {
		t.full(y, t.read)
		t.gather(to.cb, t.read.cb, share)
		t.gather(to.cr, t.read.cr, share)
	}
}

// gather adds a share of a row to means of its pairs.
func (t *thinner) gather(to, row []float32, share float32) {
	if !t.across {
		for x, v := range row {
			to[x] += share * v
		}
		return
	}
	for k := range to {
		first, last := max(2*k-t.lead.X, 0), min(2*k+1-t.lead.X, len(row)-1)
		to[k] += share * (row[first] + row[last]) / 2
	}
}

// spread brings means of pairs to full resolution.
func (t *thinner) spread(to, means []float32) {
	if !t.across {
		copy(to, means)
		return
	}
	for x := range to {
		to[x] = (3*means[(x+t.lead.X)>>1] + means[beside(x, t.lead.X, len(means)-1)]) / 4
	}
}
