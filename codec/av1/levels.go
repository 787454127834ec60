package av1

// readLevels reads r.block's levels, and tells whether it has any (5.11.39).
func (r *reader) readLevels(u *unit) bool {
	b := &r.block
	chroma := min(b.plane, 1)
	size := (min(b.wide, b.high) + max(b.wide, b.high) - 3) / 2 // txSzCtx
	above, left := r.edges()
	above, left = above[:1<<(b.wide-2)], left[:1<<(b.high-2)]
	if r.flag(&r.None[size][r.noneBeside(u, above, left)]) {
		r.forget()
		return false
	}
	r.readKind(u)
	wide, high := min(b.wide, 5), min(b.high, 5)
	levels := b.levels[:1<<(wide+high)]
	clear(levels)
	o := b.order()
	oneWay := 0
	if o.class != bothWays {
		oneWay = 1
	}
	last := r.readEnd(wide+high-4, size, chroma, oneWay)
	c := coefficients{reader: r, order: o, wide: wide, far: r.far[:], stride: 1<<wide + 4}
	clear(c.far[:(1<<high+4)*c.stride])
	c.read(last, size, chroma)
	sum, sign := 0, uint8(zero)
	for i := range last + 1 {
		at := int(o.places[i])
		v := int(c.far[at>>wide*c.stride+at&(1<<wide-1)])
		if v == 0 {
			continue
		}
		negative := false
		if i == 0 {
			negative = r.flag(&r.Sign[chroma][signBeside(above, left)])
			sign = plus
			if negative {
				sign = minus
			}
		} else {
			negative = r.even()
		}
		if v == 15 {
			v = (v + r.golomb()) & 0xfffff
		}
		sum = min(sum+v, 63)
		if negative {
			v = -v
		}
		levels[at] = int32(v)
	}
	half := r.half(b.plane)
	inX, inY := (r.wide()+half)>>half-b.x>>2, (r.tall()+half)>>half-b.y>>2
	fill(above[:min(len(above), inX)], uint8(sum)|sign)
	fill(left[:min(len(left), inY)], uint8(sum)|sign)
	return true
}

// noneBeside is what is expected of whether a block has levels, by what lies beside (8.3.2, all_zero).
func (r *reader) noneBeside(u *unit, above, left []uint8) int {
	b := &r.block
	var a, l uint8
	if b.plane > 0 {
		for _, v := range above {
			a |= v ^ zero
		}
		for _, v := range left {
			l |= v ^ zero
		}
		half := r.half(1)
		beside := 7 + int(min(a, 1)) + int(min(l, 1))
		if max(u.wide-half, 2) > b.wide || max(u.high-half, 2) > b.high {
			beside += 3
		}
		return beside
	}
	if u.wide == b.wide && u.high == b.high {
		return 0
	}
	for _, v := range above {
		a |= v
	}
	for _, v := range left {
		l |= v
	}
	return [5][5]int{{1, 2, 2, 2, 3}, {2, 4, 4, 4, 5}, {2, 4, 4, 4, 5}, {2, 4, 4, 4, 5}, {3, 5, 5, 5, 6}}[min(a&63, 4)][min(l&63, 4)]
}

// signBeside is which sign those beside have: 0 neither, 1 minus, 2 plus.
func signBeside(above, left []uint8) int {
	sum := 0
	for _, edge := range [2][]uint8{above, left} {
		for _, v := range edge {
			sum += int(v>>6) - 1
		}
	}
	switch {
	case sum < 0:
		return 1
	case sum > 0:
		return 2
	}
	return 0
}

// readEnd reads the number of the last level; a block has 16 << count.
func (r *reader) readEnd(count, size, chroma, oneWay int) int {
	if count > 4 {
		oneWay = 0 // there is but one way
	}
	v := r.symbol(r.End[count][chroma][oneWay][:], 4+count)
	if v < 2 {
		return v
	}
	first := 2
	if r.flag(&r.EndBit[size][chroma][v]) {
		first = 3
	}
	return first<<(v-2) + r.uint(v-2)
}

// setSteps says of which steps r.block's levels are (7.12.3).
func (r *reader) setSteps(u *unit) {
	b := &r.block
	of := r.steps[u.segment][b.plane]
	b.dc, b.ac = of.dc, of.ac
	if r.lossless[u.segment] {
		b.across, b.down = exact, exact
	}
	if b.across == samples || b.down == samples || b.across == exact {
		return
	}
	b.scale = matrixOf(r.matrix[b.plane], b.plane, b.wide, b.high)
}
