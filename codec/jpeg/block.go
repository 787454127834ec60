package jpeg

// sequential decodes a whole block of a baseline or extended scan.
func (s *scan) sequential(p *part, b *block) {
	p.level += s.number(s.symbol(p.dc))
	b[0] = int16(p.level)
	for k := 1; k < 64; k++ {
		run, size := s.pair(p)
		if size == 0 {
			if run < 15 {
				return
			}
			k += 15
			continue
		}
		if k += run; k > 63 {
			s.bad = true
			return
		}
		b[zigzag[k]] = int16(s.number(size))
	}
}

// pair reads a run of zeros and the size of what follows it.
func (s *scan) pair(p *part) (run, size int) {
	symbol := s.symbol(p.ac)
	return symbol >> 4, symbol & 15
}

// firstDC decodes the high bits of a block's level.
func (s *scan) firstDC(p *part, b *block) {
	p.level += s.number(s.symbol(p.dc))
	b[0] = int16(p.level << s.low)
}

// nextDC decodes one more bit of it.
func (s *scan) nextDC(_ *part, b *block) {
	b[0] |= int16(s.take(1) << s.low)
}

// firstAC decodes the high bits of a band of frequencies.
func (s *scan) firstAC(p *part, b *block) {
	if s.blank > 0 {
		s.blank--
		return
	}
	for k := s.from; k <= s.to; k++ {
		run, size := s.pair(p)
		if size == 0 {
			if run < 15 {
				s.blank = 1<<run + s.take(run) - 1
				return
			}
			k += 15
			continue
		}
		if k += run; k > 63 {
			s.bad = true
			return
		}
		b[zigzag[k]] = int16(s.number(size) << s.low)
	}
}

// nextAC decodes one more bit of the band: a correction for each coefficient
// that is not zero yet, and new ones of size 1 among those that are.
func (s *scan) nextAC(p *part, b *block) {
	k := s.from
	for k <= s.to && s.blank == 0 {
		run, size := s.pair(p)
		value := 0
		switch {
		case size == 0 && run < 15:
			s.blank = 1<<run + s.take(run)
			continue
		case size == 1:
			value = (2*s.take(1) - 1) << s.low
		case size > 1:
			s.bad = true
			return
		}
		k = s.refine(b, k, run)
		if value != 0 && k <= s.to {
			b[zigzag[k]] = int16(value)
		}
		k++
	}
	if s.blank > 0 {
		s.refine(b, k, 64)
		s.blank--
	}
}

// refine corrects coefficients from place k on until it has passed run zeros,
// and returns the place of the zero after them.
func (s *scan) refine(b *block, k, run int) int {
	bit := int16(1) << s.low
	for ; k <= s.to; k++ {
		c := &b[zigzag[k]]
		switch {
		case *c == 0:
			if run == 0 {
				return k
			}
			run--
		case s.take(1) == 1 && *c&bit == 0:
			if *c > 0 {
				*c += bit
			} else {
				*c -= bit
			}
		}
	}
	return k
}
