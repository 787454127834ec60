package vp8

// rows reads a frame's macroblocks, row by row.
type rows struct {
	of     *frame
	modes  *modeReader
	levels *levelReader
	planes [3]*plane
	y      int
	m      macroblock
}

func (f *frame) rows() *rows {
	return &rows{
		of: f, modes: newModeReader(f), levels: newLevelReader(f),
		planes: [3]*plane{newPlane(f.across, 16), newPlane(f.across, 8), newPlane(f.across, 8)},
	}
}

// next reads a row, and shows each of its macroblocks, which is read over then. ErrFormat tells that the row is not all there.
func (r *rows) next(show func(x int, m *macroblock)) error {
	r.modes.row()
	r.levels.row()
	for _, p := range r.planes {
		p.row(r.y)
	}
	for x := range r.of.across {
		r.modes.read(x, &r.m)
		r.levels.read(x, r.y, &r.m)
		r.decodeLuma(x)
		r.decodeChroma(x)
		show(x, &r.m)
	}
	if r.modes.coded.ended() || r.levels.coded[r.y%len(r.levels.coded)].ended() {
		return ErrFormat
	}
	r.y++
	return nil
}

// decodeLuma predicts macroblock x's luma, keeps that, and adds what the levels say.
func (r *rows) decodeLuma(x int) {
	m, p, steps := &r.m, r.planes[0], &r.of.steps[r.m.segment]
	var dc [16]int32
	if m.whole {
		for n := range dc {
			square, at := in(n%4, n/4)
			dc[n] = int32(m.levels[square][at]) * steps.whole[min(n, 1)]
		}
		inverseWHT(&dc)
		p.whole(x, r.y, m.luma)
	}
	for n := range 16 {
		square, at := in(n%4, n/4)
		px, py := 16*x+n%4*4, n/4*4
		if !m.whole {
			p.block(px, py, m.blocks[n])
		}
		p.keep(&m.guess[square], at, px, py)
		values := dequantised(m.levels[square][at:], &steps.luma)
		if m.whole {
			values[0] = dc[n]
		}
		p.add(&values, px, py)
	}
}

func (r *rows) decodeChroma(x int) {
	m := &r.m
	for c, p := range r.planes[1:] {
		p.whole(x, r.y, m.chroma)
		for n := range 4 {
			px, py := 8*x+n%2*4, n/2*4
			p.keep(&m.guess[cb+c], 16*n, px, py)
			values := dequantised(m.levels[cb+c][16*n:], &r.of.steps[m.segment].chroma)
			p.add(&values, px, py)
		}
	}
}

// dequantised are a block's values by its levels.
func dequantised(levels []int16, steps *[2]int32) (values [16]int32) {
	for k, v := range levels[:16] {
		values[k] = int32(v) * steps[min(k, 1)]
	}
	return values
}

// keep copies the block of a plane that begins at x, y to block at/16 of a square.
func (p *plane) keep(square *[64]uint8, at, x, y int) {
	corner := at/32*32 + at%32/4 // of the block within the square, in reading order
	for row := range 4 {
		copy(square[corner+8*row:][:4], p.pix[p.at(x, y+row):])
	}
}
