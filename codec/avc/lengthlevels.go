package avc

// levels reads a block's levels (7.3.5.3.2). Those of 8 × 8 are in four parts.
func (l *lengths) levels(s *series) error {
	if s.category != lumaEight {
		return l.part(s)
	}
	for n, places := range interleaved {
		if err := l.part(&series{lumaFour, s.plane, s.x + n%2, s.y + n/2, s.to, places}); err != nil {
			return err
		}
	}
	return nil
}

// part reads up to 16 levels, from the last to the first (9.2).
func (l *lengths) part(s *series) error {
	count, ones := l.counts(s)
	if count > len(s.places) {
		return ErrFormat
	}
	l.r.told(s, count)
	if count == 0 {
		return nil
	}
	var values [16]int // from the last to the first
	l.values(values[:count], ones)
	zeros := 0 // before the one that is next
	switch {
	case count == len(s.places):
	case s.category == chromaMeans:
		zeros = l.code(&zerosOfFour[count])
	default:
		zeros = l.code(&zerosOf[count])
	}
	at := count + zeros - 1
	for n, v := range values[:count] {
		if at < 0 || at >= len(s.places) {
			return ErrFormat
		}
		s.to[s.places[at]] = int32(v)
		at--
		if zeros > 0 && n < count-1 {
			run := l.code(&runs[min(zeros, 7)])
			at, zeros = at-run, zeros-run
		}
	}
	return nil
}

// counts reads how many levels are not 0, and how many of the last ones are 1 or −1 (9.2.1).
func (l *lengths) counts(s *series) (all, ones int) {
	if s.category == chromaMeans {
		v := l.code(&countsOfFour)
		return v >> 2, v & 3
	}
	around, v := l.around(s), 0
	switch {
	case around < 2:
		v = l.code(&countsOf[0])
	case around < 4:
		v = l.code(&countsOf[1])
	case around < 8:
		v = l.code(&countsOf[2])
	default:
		if v = l.uint(6) + 4; v == 3+4 {
			v = 0
		}
	}
	return v >> 2, v & 3
}

// around is how many the blocks on the left and above have, in the mean.
func (l *lengths) around(s *series) (sum int) {
	of, at := l.r.beside(s)
	for i, m := range of {
		if m != nil {
			sum += int(m.counts[s.plane][at[i]])
		}
	}
	if of[0] != nil && of[1] != nil {
		return (sum + 1) / 2
	}
	return sum
}

// values reads levels that are not 0 (9.2.2).
func (l *lengths) values(to []int, ones int) {
	size := 0 // of what follows on the code, in bits
	if len(to) > 10 && ones < 3 {
		size = 1
	}
	for n := range to {
		if n < ones {
			to[n] = 1 - 2*l.uint(1)
			continue
		}
		v := l.value(size)
		if n == ones && ones < 3 {
			v += 2
		}
		size = max(size, 1)
		if half := v/2 + 1; half > 3<<(size-1) && size < 6 {
			size++
		}
		if v&1 == 0 {
			to[n] = v/2 + 1
		} else {
			to[n] = -(v + 1) / 2
		}
		to[n] = min(max(to[n], -1<<15), 1<<15-1)
	}
}

// value reads a level, whose sign is its last bit (9.2.2.1).
func (l *lengths) value(size int) (v int) {
	prefix := 0
	for !l.flag() && prefix < 31 && !l.bits.past {
		prefix++
	}
	switch {
	case prefix < 14 || prefix == 14 && size > 0:
		return prefix<<size + l.uint(size)
	case prefix == 14:
		return 14 + l.uint(4)
	}
	v = 15<<size + l.uint(prefix-3) + 1<<(prefix-3) - 1<<12
	if size == 0 {
		v += 15
	}
	return v
}
