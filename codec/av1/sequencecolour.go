package av1

// readColour reads what samples are (5.5.2); false of 4:2:2.
func (s *sequence) readColour(b *syntax, profile int) bool {
	s.depth = 8
	if b.flag() {
		s.depth = 10
		if profile == 2 && b.flag() {
			s.depth = 12
		}
	}
	grey := profile != 1 && b.flag()
	primaries, transfer := 2, 2
	s.colour.Matrix = 2
	if b.flag() {
		primaries, transfer, s.colour.Matrix = b.uint(8), b.uint(8), b.uint(8)
	}
	s.colour.Known = s.colour.Matrix != 2
	if grey {
		s.colour.FullRange = b.flag()
		return true
	}
	s.chroma = 3
	if primaries == 1 && transfer == 13 && s.colour.Matrix == 0 { // sRGB itself
		s.colour.FullRange = true
		s.apart = b.flag()
		return true
	}
	s.colour.FullRange = b.flag()
	across, down := profile != 1, profile == 0
	if profile == 2 && s.depth == 12 {
		across = b.flag()
		down = across && b.flag()
	}
	if across != down {
		return false
	}
	if across {
		s.chroma = 1
		b.uint(2) // where it lies
	}
	s.apart = b.flag()
	return true
}
