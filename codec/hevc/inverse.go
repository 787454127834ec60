package hevc

// cosine is HEVC's integer transform of 32 samples, [frequency][sample]; smaller ones are its rows 2, 4, 8 apart (8.6.4.2).
var cosine = func() (m [32][32]int32) {
	// 64 and, in turn, 64√2 times the cosines of 1…32 parts of a quarter turn, as the standard rounds them.
	quarter := [33]int32{64, 90, 90, 90, 89, 88, 87, 85, 83, 82, 80, 78, 75, 73, 70, 67, 64, 61, 57, 54, 50, 46, 43, 38, 36, 31, 25, 22, 18, 13, 9, 4, 0}
	for k := range m {
		for n := range m[k] {
			switch turn := (2*n + 1) * k % 128; {
			case turn <= 32:
				m[k][n] = quarter[turn]
			case turn <= 64:
				m[k][n] = -quarter[64-turn]
			case turn <= 96:
				m[k][n] = -quarter[turn-64]
			default:
				m[k][n] = quarter[128-turn]
			}
		}
	}
	return m
}()

// sine is the transform of luma's blocks of 4 × 4.
var sine = [4][4]int32{{29, 55, 74, 84}, {74, 74, 0, -74}, {84, -29, -74, 55}, {55, -84, 74, -29}}

// levelScale is what a level counts, by QP modulo 6 (8.6.3).
var levelScale = [6]int{40, 45, 51, 57, 64, 72}

// add adds what a block's levels say to its plane, with the decoder's arithmetic (8.6).
func (r *reader) add(b *block) {
	side, depth := b.side(), r.depth[b.plane]
	values := b.levels[:side*side]
	residual, scratch := r.residual[:side*side], r.scratch[:side*side]
	if b.coding == untouched {
		copy(residual, values)
	} else {
		r.scaled(b, residual)
		shift := 20 - depth
		switch b.coding {
		case samples:
			for i, v := range residual {
				residual[i] = (v<<7 + 1<<(shift-1)) >> shift
			}
		case sines:
			inverse(residual, scratch, b.log2, 7, func(k, n int) int32 { return sine[k][n] })
			inverse(residual, scratch, b.log2, shift, func(k, n int) int32 { return sine[k][n] })
		default:
			apart := 5 - b.log2
			inverse(residual, scratch, b.log2, 7, func(k, n int) int32 { return cosine[k<<apart][n] })
			inverse(residual, scratch, b.log2, shift, func(k, n int) int32 { return cosine[k<<apart][n] })
		}
	}
	p, most := &r.planes[b.plane], 1<<depth-1
	for y := range side {
		row := p.pix[(b.y+y)*p.stride+b.x:][:side]
		for x, v := range residual[y<<b.log2:][:side] {
			row[x] = uint16(min(max(int(row[x])+int(v), 0), most))
		}
	}
}

// scaled are a block's values by its levels (8.6.4.1).
func (r *reader) scaled(b *block, to []int32) {
	qp := b.qp + 6*(r.depth[b.plane]-8)
	shift := r.depth[b.plane] + b.log2 - 5
	step := levelScale[qp%6] << (qp / 6)
	for i, level := range b.levels[:len(to)] {
		if level == 0 {
			to[i] = 0
			continue
		}
		scale := 16
		if b.scale != nil && !(b.coding == samples && b.log2 > 2) {
			scale = int(b.scale[i])
		}
		to[i] = int32(min(max((int(level)*scale*step+1<<(shift-1))>>shift, -1<<15), 1<<15-1))
	}
}

// inverse transforms a square's columns, and turns it over, so that twice is the whole.
func inverse(v, scratch []int32, log2, shift int, of func(k, n int) int32) {
	side := 1 << log2
	for x := range side {
		var sums [32]int32
		for k := range side {
			if value := v[k<<log2+x]; value != 0 {
				for n := range side {
					sums[n] += of(k, n) * value
				}
			}
		}
		for n, sum := range sums[:side] {
			scratch[x<<log2+n] = min(max((sum+1<<(shift-1))>>shift, -1<<15), 1<<15-1)
		}
	}
	copy(v, scratch)
}
