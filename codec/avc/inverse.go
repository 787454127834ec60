package avc

// add adds what a block's levels say to its plane, with the decoder's arithmetic (8.5); way is how it is predicted.
func (r *reader) add(b *block, way int) {
	var room [16 * 16]int32
	residual := room[:b.side*b.side]
	switch {
	case b.form == together:
		b.residualOfParts(residual)
	case b.exact:
		copy(residual, b.levels)
	case b.form == four:
		b.scale(residual, b.levels, b.scales.fours[b.plane][:], &norms4[b.qp%6], 4)
		inverse4(residual)
	default:
		b.scale(residual, b.levels, b.scales.eights[b.plane][:], &norms8[b.qp%6], 6)
		inverse8(residual)
	}
	if b.exact {
		accumulate(residual, b.side, way)
	}
	p, most := &r.planes[b.plane], 1<<r.depth[b.plane]-1
	for y := range b.side {
		row := p.pix[(b.y+y)*p.stride+b.x:][:b.side]
		for x, v := range residual[y*b.side:][:b.side] {
			row[x] = uint16(min(max(int(row[x])+int(v), 0), most))
		}
	}
}

// residualOfParts is that of a block that consists of several of 4 × 4.
func (b *block) residualOfParts(to []int32) {
	means := b.means()
	for n := range b.side * b.side / 16 {
		var part [16]int32
		if levels := b.levels[16*n:][:16]; b.exact {
			copy(part[:], levels)
		} else {
			b.scale(part[:], levels, b.scales.fours[b.plane][:], &norms4[b.qp%6], 4)
			part[0] = means[n]
			inverse4(part[:])
		}
		for i := range 4 {
			copy(to[(4*rowOf(n)+i)*b.side+4*columnOf(n):][:4], part[4*i:])
		}
	}
}

// scale makes levels values (8.5.12.1), which shift is counted for.
func (b *block) scale(to, levels []int32, factors []uint8, norms *[64]int32, shift int) {
	for i, level := range levels {
		if level != 0 {
			to[i] = scaled(level*int32(factors[i])*norms[i], b.qp/6-shift)
		}
	}
}

// scaled is a value times two to some power, rounded.
func scaled(v int32, power int) int32 {
	if power >= 0 {
		return v << power
	}
	return (v + 1<<(-power-1)) >> -power
}

// means are the first values of a block's 4 × 4, by what became of them (8.5.10, 8.5.11.2).
func (b *block) means() (of [16]int32) {
	step := int32(b.scales.fours[b.plane][0]) * norms4[b.qp%6][0]
	if b.side == 8 {
		p, q, s, t := b.levels[0], b.levels[16], b.levels[32], b.levels[48]
		for n, v := range [4]int32{p + q + s + t, p - q + s - t, p + q - s - t, p - q - s + t} {
			of[n] = v * step << (b.qp / 6) >> 5
		}
		return of
	}
	var v [16]int32 // row by row
	for n := range v {
		v[n] = b.levels[16*orderOf(n%4, n/4)]
	}
	for i := range 4 {
		hadamard(v[4*i:], 1)
	}
	for i := range 4 {
		hadamard(v[i:], 4)
	}
	for n := range v {
		of[orderOf(n%4, n/4)] = scaled(v[n]*step, b.qp/6-6)
	}
	return of
}

// hadamard transforms four values that lie so far apart.
func hadamard(v []int32, apart int) {
	p, q, s, t := v[0]+v[apart], v[0]-v[apart], v[2*apart]+v[3*apart], v[2*apart]-v[3*apart]
	v[0], v[apart], v[2*apart], v[3*apart] = p+s, p-s, q-t, q+t
}

// accumulate makes samples of their differences along the direction in which they are predicted, if there is one (8.5.15).
func accumulate(v []int32, side, way int) {
	for i := range v {
		switch {
		case way == vertical && i >= side:
			v[i] += v[i-side]
		case way == horizontal && i%side > 0:
			v[i] += v[i-1]
		}
	}
}
