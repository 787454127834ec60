package av1

// readFilters reads what filters follow on decoding (5.9.11, 5.9.19, 5.9.20): as far as blocks tell more of them, and the rest over.
func (f *frame) readFilters(b *syntax) {
	if b.uint(12) != 0 && f.chroma != 0 {
		b.uint(12)
	}
	b.uint(3)
	if b.flag() && b.flag() {
		for range 8 + 2 {
			if b.flag() {
				b.uint(7)
			}
		}
	}
	if f.cdefTold = f.cdef; f.cdefTold {
		b.uint(2)
		f.cdefBits = b.uint(2)
		for range 1 << f.cdefBits {
			b.uint(6)
			if f.chroma != 0 {
				b.uint(6)
			}
		}
	}
	if f.restores {
		f.readRestoration(b)
	}
}

func (f *frame) readRestoration(b *syntax) {
	for i := range f.planeCount() {
		f.restored[i] = b.uint(2)
	}
	if f.restored == [3]int{} {
		return
	}
	side, smaller := f.sb, 0
	if b.flag() {
		side++
		if f.sb == 6 {
			side += b.uint(1)
		}
	}
	if f.half(1) == 1 && (f.restored[1] != restoreNone || f.restored[2] != restoreNone) {
		smaller = b.uint(1)
	}
	f.unitSide = [3]int{side, side - smaller, side - smaller}
}
