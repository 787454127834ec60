package vp8

import "slices"

// probabilities are by plane, band, context and token (RFC 6386, 13.3).
type probabilities [4][8][3][11]uint8

// Planes: what a block's levels are of.
const (
	withoutDC = iota // of luma, whose DCs are coded by themselves
	dcs              // those
	chroma
	withDC
)

var (
	bands  = [17]uint8{0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0}
	zigzag = [16]uint8{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}
	// The further bits of the four categories of great levels, by how likely each is 0 (13.2).
	categories = [4][]uint8{
		{173, 148, 140},
		{176, 155, 140, 135},
		{180, 157, 141, 134, 130},
		{254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129},
	}
)

// levelReader reads macroblocks' levels, row by row. How likely there are some depends on whether there are above and to the left.
type levelReader struct {
	of    *frame
	coded []boolean
	above []around // of each column
	left  around
}

// around is which blocks at a macroblock's edge have levels, as 0 or 1: of luma, of Cb and Cr, and of its DCs.
type around struct {
	luma   [4]uint8
	chroma [2][2]uint8
	dcs    uint8
}

func newLevelReader(f *frame) *levelReader {
	return &levelReader{of: f, coded: slices.Clone(f.partitions), above: make([]around, f.across)}
}

// row begins a row.
func (r *levelReader) row() { r.left = around{} }

// read reads those of macroblock x of row y, whose modes are read.
func (r *levelReader) read(x, y int, m *macroblock) {
	m.levels = [6][64]int16{}
	above, left := &r.above[x], &r.left
	if m.skip {
		*above, *left = around{dcs: above.dcs}, around{dcs: left.dcs}
		if m.whole {
			above.dcs, left.dcs = 0, 0
		}
		return
	}
	b := &r.coded[y%len(r.coded)]
	plane, first := withDC, 0
	if m.whole {
		var levels [16]int16
		some := r.block(b, dcs, above.dcs+left.dcs, 0, &levels)
		above.dcs, left.dcs = some, some
		for n, v := range levels {
			square, at := in(n%4, n/4)
			m.levels[square][at] = v
		}
		plane, first = withoutDC, 1
	}
	for n := range 16 {
		square, at := in(n%4, n/4)
		up, before := &above.luma[n%4], &left.luma[n/4]
		some := r.block(b, plane, *up+*before, first, (*[16]int16)(m.levels[square][at:]))
		*up, *before = some, some
	}
	for c := range 2 {
		for n := range 4 {
			up, before := &above.chroma[c][n%2], &left.chroma[c][n/2]
			some := r.block(b, chroma, *up+*before, 0, (*[16]int16)(m.levels[cb+c][16*n:]))
			*up, *before = some, some
		}
	}
}

// block reads a block's levels from frequency first on in zigzag order; 1 where there are some.
func (r *levelReader) block(b *boolean, plane int, context uint8, first int, to *[16]int16) uint8 {
	of := &r.of.tokens[plane]
	p := &of[bands[first]][context]
	if !b.bit(p[0]) {
		return 0
	}
	for n := first; n < 16; {
		at := zigzag[n]
		n++
		if !b.bit(p[1]) {
			p = &of[bands[n]][0] // behind a zero there is more
			continue
		}
		v := level(b, p)
		p = &of[bands[n]][min(v, 2)]
		if b.flag() {
			v = -v
		}
		to[at] = int16(v)
		if n == 16 || !b.bit(p[0]) {
			break
		}
	}
	return 1
}

// level reads how great a level is that is not 0.
func level(b *boolean, p *[11]uint8) int {
	switch {
	case !b.bit(p[2]):
		return 1
	case !b.bit(p[3]):
		if !b.bit(p[4]) {
			return 2
		}
		return 3 + b.uint(p[5], 1)
	case !b.bit(p[6]):
		if !b.bit(p[7]) {
			return 5 + b.uint(159, 1)
		}
		return 7 + 2*b.uint(165, 1) + b.uint(145, 1)
	}
	high := b.uint(p[8], 1)
	category := 2*high + b.uint(p[9+high], 1)
	v := 0
	for _, chance := range categories[category] {
		v = 2*v + b.uint(chance, 1)
	}
	return v + 3 + 8<<category
}
