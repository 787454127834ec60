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
		most := 1<<r.depth - 1
		last := r.uint(r.depth)
		added = append(added, uint16(last))
		width := 0
		if len(old)+1 < count {
			width = r.depth - 3 + r.uint(2)
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
	depth := r.depth
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
