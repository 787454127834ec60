package avc

import "uncodec/codec/cabac"

// levels reads a block's levels (7.3.5.3.3).
func (c *contexts) levels(s *series) error {
	of, all := contextsOf[s.category], &c.all[0]
	if s.category < chromaMeans || s.category == lumaEight {
		all = &c.all[s.plane]
	}
	if (s.category != lumaEight || c.r.chroma == 3) && !c.Bit(&all[of.coded+c.coded(s)]) {
		c.r.told(s, 0)
		return nil
	}
	var found [64]uint8 // the places of levels that are not 0
	count, last := 0, len(s.places)-1
	for i := range last {
		here, end := i, i
		if s.category == lumaEight {
			here, end = significantOfEight[i], finalOfEight[i]
		}
		if !c.Bit(&all[of.significant+here]) {
			continue
		}
		found[count] = s.places[i]
		if count++; c.Bit(&all[of.final+end]) {
			last = -1
			break
		}
	}
	if last >= 0 {
		found[count] = s.places[last]
		count++
	}
	c.r.told(s, count)
	most := 4
	if s.category == chromaMeans {
		most = 3
	}
	ones, greater := 0, 0
	for n := count - 1; n >= 0; n-- {
		first := 0
		if greater == 0 {
			first = min(4, 1+ones)
		}
		v := 1
		if c.Bit(&all[of.greater+first]) {
			v += c.more(&all[of.greater+5+min(most, greater)])
			greater++
		} else {
			ones++
		}
		if c.Even() {
			v = -v
		}
		s.to[found[n]] = int32(min(max(v, -1<<15), 1<<15-1))
	}
	return nil
}

// more reads by how much a level is more than 1, which it is (9.3.2.3).
func (c *contexts) more(goesOn *cabac.Chance) (v int) {
	for v = 1; c.Bit(goesOn); v++ {
		if v == 13 {
			return 14 + c.rest()
		}
	}
	return v
}

// rest reads what a level is beyond 15.
func (c *contexts) rest() (v int) {
	size := 0
	for size < 24 && c.Even() {
		v += 1 << size
		size++
	}
	for size--; size >= 0; size-- {
		v += one(c.Even()) << size
	}
	return v
}

// coded is the context of whether a series has levels that are not 0 (9.3.3.1.1.9).
func (c *contexts) coded(s *series) (sum int) {
	of, at := c.r.beside(s)
	for i, m := range of {
		is := true
		switch {
		case m == nil || m.kind == raw:
		case s.category == lumaMeans || s.category == chromaMeans:
			is = m.means>>s.plane&1 == 1
		case s.category == lumaEight:
			is = m.eights && m.counts[s.plane][at[i]] > 0
		default:
			is = m.counts[s.plane][at[i]] > 0
		}
		sum += one(is) << i
	}
	return sum
}
