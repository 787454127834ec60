package av1

import "math/bits"

// readPalettes reads a unit's palettes, if it has any (5.11.46).
func (r *reader) readPalettes(u *unit) {
	if !r.screenTools || u.wide > 6 || u.high > 6 || u.wide+u.high < 6 {
		return
	}
	size := u.wide + u.high - 6
	if u.mode == modeDC {
		beside := 0
		if r.above.palettes[0][u.x] > 0 {
			beside++
		}
		if r.left.palettes[0][u.y&31] > 0 {
			beside++
		}
		if r.flag(&r.Palette[size][beside]) {
			r.readPalette(u, 0, size)
		}
	}
	if u.chroma && u.uvMode == modeDC {
		has := min(u.colours[0], 1)
		if r.flag(&r.UVPalette[has]) {
			r.readPalette(u, 1, size)
			r.readThird(u)
		}
	}
}

// readPalette reads luma's palette, or that of Cb: some of those beside, and further ones, each from the one before.
func (r *reader) readPalette(u *unit, plane, size int) {
	count := 2 + r.symbol(r.PaletteSize[plane][size][:], 6)
	u.colours[plane] = count
	var old, added []uint16
	for _, colour := range r.coloursBeside(u, plane) {
		if len(old) == count {
			break
		}
		if r.even() {
			old = append(old, colour)
		}
	}
	if len(old) < count {
		step := 1 - plane // luma's all differ
		most := 1<<r.frame.depth - 1
		last := r.uint(r.frame.depth)
		added = append(added, uint16(last))
		width := 0
		if len(old)+1 < count {
			width = r.frame.depth - 3 + r.uint(2)
		}
		for len(old)+len(added) < count {
			last = min(last+r.uint(width)+step, most)
			added = append(added, uint16(last))
			if last+step >= most {
				width = 0
			} else {
				width = min(width, bits.Len(uint(most-last-step)))
			}
		}
	}
	merged(u.palette[plane][:count], old, added)
}

// merged puts two sorted lists together.
func merged(to, a, b []uint16) {
	for i := range to {
		if len(a) > 0 && (len(b) == 0 || a[0] <= b[0]) {
			to[i], a = a[0], a[1:]
		} else {
			to[i], b = b[0], b[1:]
		}
	}
}

// coloursBeside are those of the palettes above, within 64 rows, and left, sorted, each once (7.11.4 get_palette_cache).
func (r *reader) coloursBeside(u *unit, plane int) []uint16 {
	var all []uint16
	left := r.left.colours[plane][u.y&31][:r.left.palettes[plane][u.y&31]]
	var above []uint16
	if u.y&15 != 0 {
		above = r.above.colours[plane][u.x][:r.above.palettes[plane][u.x]]
	}
	var room [16]uint16
	merged(room[:len(left)+len(above)], above, left)
	for i, colour := range room[:len(left)+len(above)] {
		if i == 0 || colour != room[i-1] {
			all = append(all, colour)
		}
	}
	return all
}

// readThird reads Cr's palette, which is as long as Cb's and in no order.
func (r *reader) readThird(u *unit) {
	depth := r.frame.depth
	to := u.palette[2][:u.colours[1]]
	if !r.even() {
		for i := range to {
			to[i] = uint16(r.uint(depth))
		}
		return
	}
	width := depth - 4 + r.uint(2)
	last := r.uint(depth)
	to[0] = uint16(last)
	for i := range to[1:] {
		change := r.uint(width)
		if change != 0 && r.even() {
			change = -change
		}
		last = (last + change) & (1<<depth - 1)
		to[1+i] = uint16(last)
	}
}

// readColourMaps reads which colour of its palettes each of a unit's samples has (5.11.49).
func (r *reader) readColourMaps(u *unit) {
	for plane, count := range u.colours {
		if count == 0 {
			continue
		}
		half := r.half(plane)
		samples := func(units int) int { return 4 * ((units + half) >> half) }
		wide, high := samples(u.units(u.wide)), samples(u.units(u.high))
		across, down := min(wide, samples(r.wide()-u.x)), min(high, samples(r.tall()-u.y))
		r.readColourMap(r.maps[plane][:wide*high], wide, across, down, plane, count)
	}
}

// readColourMap reads a map along its diagonals; only `across` and `down` of it lie in the picture, and what lies beyond is as what is nearest.
func (r *reader) readColourMap(to []uint8, wide, across, down, plane, count int) {
	to[0] = uint8(r.below(count))
	for i := 1; i < across+down-1; i++ {
		for x := min(i, across-1); x >= max(0, i-down+1); x-- {
			order, beside := orderOf(to, wide, x, i-x)
			to[(i-x)*wide+x] = order[r.symbol(r.PaletteIndex[plane][count-2][beside][:], count-1)]
		}
	}
	for y := range down {
		row := to[y*wide:][:wide]
		fill(row[across:], row[across-1])
	}
	for y := down; y*wide < len(to); y++ {
		copy(to[y*wide:][:wide], to[(down-1)*wide:])
	}
}

// orderOf are a palette's colours by how likely a sample has them, those beside it first, and how much these agree (5.11.50).
func orderOf(of []uint8, wide, x, y int) (order [8]uint8, beside int) {
	at := y*wide + x
	var first []uint8
	switch {
	case x == 0:
		first = []uint8{of[at-wide]}
	case y == 0:
		first = []uint8{of[at-1]}
	default:
		left, above, corner := of[at-1], of[at-wide], of[at-wide-1]
		switch {
		case left == above && left == corner:
			first, beside = []uint8{left}, 4
		case left == above:
			first, beside = []uint8{left, corner}, 3
		case above == corner:
			first, beside = []uint8{corner, left}, 2
		case left == corner:
			first, beside = []uint8{corner, above}, 2
		default:
			first, beside = []uint8{min(left, above), max(left, above), corner}, 1
		}
	}
	n := copy(order[:], first)
	for colour := range uint8(8) {
		if !(colour == first[0] || n > 1 && len(first) > 1 && colour == first[1] || len(first) > 2 && colour == first[2]) {
			order[n] = colour
			n++
		}
	}
	return order, beside
}
