package hevc

// readUsability reads what the samples are to be taken for (E.2.1).
func (s *sps) readUsability(b *bits) error {
	if b.flag() && b.uint(8) == 255 { // the pixels' shape
		b.at += 32
	}
	if b.flag() { // overscan
		b.flag()
	}
	if b.flag() {
		b.uint(3)
		s.colour.FullRange = b.flag()
		if b.flag() {
			b.uint(16)
			s.colour.Matrix = b.uint(8)
			s.colour.Known = s.colour.Matrix != 2
		}
	}
	if b.flag() { // where chroma lies
		b.ue(5)
		b.ue(5)
	}
	b.uint(3)
	if b.flag() { // a window for showing
		for range 4 {
			b.ue(maxSide)
		}
	}
	if b.flag() { // timing
		b.at += 64
		if b.flag() {
			b.ue(1 << 30)
		}
		if b.flag() { // of a buffer that nothing here has
			return ErrForeign
		}
	}
	if b.flag() { // restrictions
		b.uint(3)
		b.ue(4096)
		for range 4 {
			b.ue(32)
		}
	}
	return nil
}
