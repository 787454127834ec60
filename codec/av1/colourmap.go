package av1

// readColourMaps reads which colour of its palettes each of a unit's samples has (5.11.49).
func (r *reader) readColourMaps(u *unit) {
	for plane, count := range u.colours {
		if count == 0 {
			continue
		}
		half := r.half(plane)
		side := func(units int) int { return 4 * ((units + half) >> half) }
		wide, high := side(u.units(u.wide)), side(u.units(u.high))
		across, down := min(wide, side(r.wide()-u.x)), min(high, side(r.tall()-u.y))
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
