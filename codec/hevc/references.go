package hevc

// readReferences reads how pictures are referred to, for what slices say of that.
func (s *sps) readReferences(b *bits) {
	count := b.ue(64)
	for i := range count {
		s.sets = append(s.sets, s.readSet(b, i, count))
		if b.past {
			return
		}
	}
	if s.longTerm = b.flag(); s.longTerm {
		s.longTerms = b.ue(32)
		b.at += s.longTerms * (s.orderBits + 1)
	}
	s.temporalMVP = b.flag()
}

// readSet reads set i of count of short-term references (7.3.7), and says how many pictures it has; the slices' own is number count.
func (s *sps) readSet(b *bits, i, count int) (pictures int) {
	if i > 0 && b.flag() {
		from := i - 1
		if i == count {
			from -= b.ue(i - 1)
		}
		b.flag()
		b.ue(1 << 15)
		for range s.sets[from] + 1 {
			if b.flag() || b.flag() {
				pictures++
			}
		}
		return pictures
	}
	pictures = b.ue(16) + b.ue(16)
	for range pictures {
		b.ue(1 << 15)
		b.flag()
	}
	return pictures
}

// skipOrder reads over which pictures may be referred to by others.
func (s *sps) skipOrder(b *bits) {
	b.uint(s.orderBits)
	if !b.flag() {
		s.readSet(b, len(s.sets), len(s.sets))
	} else if len(s.sets) > 1 {
		b.uint(bitsFor(len(s.sets)))
	}
	if s.longTerm {
		known := 0
		if s.longTerms > 0 {
			known = b.ue(s.longTerms)
		}
		for i := range known + b.ue(32) {
			if i >= known {
				b.at += s.orderBits + 1
			} else if s.longTerms > 1 {
				b.uint(bitsFor(s.longTerms))
			}
			if b.flag() {
				b.ue(1 << 24)
			}
		}
	}
	if s.temporalMVP {
		b.flag()
	}
}
