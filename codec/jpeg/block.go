package jpeg

// sequential decodes a whole block of a baseline or extended scan.
func (s *scan) sequential(p *scanComponent, b *block) {
	p.predictor += s.receiveExtend(s.symbol(p.dc))
	b[0] = int16(p.predictor)
	for k := 1; k < 64; k++ {
		run, size := s.runSize(p)
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
		b[zigzag[k]] = int16(s.receiveExtend(size))
	}
}

// runSize reads a run of zeros and the size of what follows it.
func (s *scan) runSize(p *scanComponent) (run, size int) {
	symbol := s.symbol(p.ac)
	return symbol >> 4, symbol & 15
}

// firstDC decodes the high bits of a block's level.
func (s *scan) firstDC(p *scanComponent, b *block) {
	p.predictor += s.receiveExtend(s.symbol(p.dc))
	b[0] = int16(p.predictor << s.low)
}

// refineDC decodes one more bit of it.
func (s *scan) refineDC(_ *scanComponent, b *block) {
	b[0] |= int16(s.take(1) << s.low)
}

// firstAC decodes the high bits of a band of frequencies.
func (s *scan) firstAC(p *scanComponent, b *block) {
	if s.eobRun > 0 {
		s.eobRun--
		return
	}
	for k := s.from; k <= s.to; k++ {
		run, size := s.runSize(p)
		if size == 0 {
			if run < 15 {
				s.eobRun = 1<<run + s.take(run) - 1
				return
			}
			k += 15
			continue
		}
		if k += run; k > 63 {
			s.bad = true
			return
		}
		b[zigzag[k]] = int16(s.receiveExtend(size) << s.low)
	}
}

// refineAC decodes one more bit of the band: a correction for each coefficient
// that is not zero yet, and new ones of size 1 among those that are.
func (s *scan) refineAC(p *scanComponent, b *block) {
	k := s.from
	for k <= s.to && s.eobRun == 0 {
		run, size := s.runSize(p)
		value := 0
		switch {
		case size == 0 && run < 15:
			s.eobRun = 1<<run + s.take(run)
			continue
		case size == 1:
			value = (2*s.take(1) - 1) << s.low
		case size > 1:
			s.bad = true
			return
		}
		k = s.refineNonZeroes(b, k, run)
		if value != 0 && k <= s.to {
			b[zigzag[k]] = int16(value)
		}
		k++
	}
	if s.eobRun > 0 {
		s.refineNonZeroes(b, k, 64)
		s.eobRun--
	}
}

// refineNonZeroes corrects coefficients from place k on until it has passed run zeros,
// and returns the place of the zero after them.
func (s *scan) refineNonZeroes(b *block, k, run int) int {
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
