package av1

// residual writes what a block's levels add to its prediction, in reading order (7.12.3, 7.13.3).
func (b *block) residual(depth int, to []int32) {
	rows := b.rows()
	if rows == 0 {
		clear(to[:b.width()*b.height()])
		return
	}
	most := int32(1)<<max(depth+5, 15) - 1 // between rows and columns
	b.inverseRows(depth, rows, most, to)
	shift := 4
	if b.down == exact {
		shift = 0
	}
	var in, out [64]int32
	height := b.height()
	for x := range b.width() {
		for v := range rows {
			in[v] = to[v<<b.wide+x]
		}
		inverse(b.down, in[:height], out[:height], rows, most)
		for y, value := range out[:height] {
			to[y<<b.wide+x] = rounded(value, shift)
		}
	}
}

// inverseRows writes the first rows, transformed across, for columns that hold no more than most.
func (b *block) inverseRows(depth, rows int, most int32, to []int32) {
	// Each transform is √(side ÷ 2) times an orthonormal one, and 4 bits follow the columns': so that steps count eighths.
	shift := (b.wide+b.high)>>1 - 2 - b.finer()
	mostAcross := int32(1)<<(depth+7) - 1
	var in [64]int32
	width := b.width()
	for v := range rows {
		row := to[v<<b.wide:][:width]
		count := b.dequantise(v, mostAcross, &in)
		if b.across == exact {
			for u := range 4 {
				in[u] >>= 2
			}
			inverse(exact, in[:4], row, 4, mostAcross)
			continue
		}
		if count == 0 {
			clear(row)
			continue
		}
		inverse(b.across, in[:width], row, count, mostAcross)
		for x, value := range row {
			row[x] = clamp(rounded(value, shift), most)
		}
	}
}

// rows is how many rows of levels there are, up to the last that has one.
func (b *block) rows() int {
	across := min(b.wide, 5)
	for i := 1<<(across+min(b.high, 5)) - 1; i >= 0; i-- {
		if b.levels[i] != 0 {
			return i>>across + 1
		}
	}
	return 0
}

// finer is by how many bits frequencies are finer than levels times steps: those of blocks of more than 256 samples.
func (b *blockHead) finer() int { return max((b.wide+b.high-7)>>1, 0) }

// dequantise writes a row of frequencies, and tells how many there are, up to the last that is not 0.
func (b *block) dequantise(v int, most int32, to *[64]int32) (count int) {
	across, finer := min(b.wide, 5), b.finer()
	for u, level := range b.levels[v<<across:][:1<<across] {
		to[u] = 0
		if level == 0 {
			continue
		}
		step := b.ac
		if u+v == 0 {
			step = b.dc
		}
		if b.scale != nil {
			step = (step*int(b.scale[v<<across+u]) + 16) >> 5
		}
		value := max(int(level), -int(level)) * step & 0xffffff >> finer
		if level < 0 {
			value = -value
		}
		to[u] = int32(min(max(value, -int(most)-1), int(most)))
		count = u + 1
	}
	if (b.wide+b.high)&1 == 1 { // one side is twice the other: 1 ÷ √2
		for u, value := range to[:count] {
			to[u] = scaled(value, 2896)
		}
	}
	return count
}

func clamp(v, most int32) int32 { return min(max(v, -most-1), most) }

// rounded is v by 2^shift.
func rounded(v int32, shift int) int32 { return (v + 1<<shift>>1) >> shift }

// scaled is v times a factor in 4096ths.
func scaled(v int32, factor int) int32 { return int32((int(v)*factor + 2048) >> 12) }
