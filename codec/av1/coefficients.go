package av1

// coefficients reads how far a block's levels are from 0, 15 for all beyond, from the last to the first.
type coefficients struct {
	*reader
	*order
	wide   int     // logarithm
	far    []uint8 // those that are read, row by row, with 4 more behind each and behind the last
	stride int
}

func (c *coefficients) read(last, size, chroma int) {
	ends, levels, more := &c.Last[size][chroma], &c.Level[size][chroma], &c.More[min(size, 3)][chroma]
	count := len(c.places)
	for i := last; i >= 0; i-- {
		place := int(c.places[i])
		at := place>>c.wide*c.stride + place&(1<<c.wide-1)
		var v int
		switch {
		case i < last:
			v = c.symbol(levels[c.expected(at, place)][:], 3)
		case i == 0:
			v = 1 + c.symbol(ends[0][:], 2)
		case i <= count/8:
			v = 1 + c.symbol(ends[1][:], 2)
		case i <= count/4:
			v = 1 + c.symbol(ends[2][:], 2)
		default:
			v = 1 + c.symbol(ends[3][:], 2)
		}
		if v == 3 {
			beside := c.expectedMore(at, place)
			for range 4 {
				further := c.symbol(more[beside][:], 3)
				if v += further; further < 3 {
					break
				}
			}
		}
		c.far[at] = uint8(v)
	}
}

// expected is what a level is expected to be like, by those that follow on it (8.3.2, coeff_base).
func (c *coefficients) expected(at, place int) int {
	n := c.far[at:]
	s := c.stride
	sum := min(n[1], 3) + min(n[s], 3)
	switch c.class {
	case bothWays:
		if place == 0 {
			return 0
		}
		sum += min(n[s+1], 3) + min(n[2], 3) + min(n[2*s], 3)
	case byColumns:
		sum += min(n[2], 3) + min(n[3], 3) + min(n[4], 3)
	default:
		sum += min(n[2*s], 3) + min(n[3*s], 3) + min(n[4*s], 3)
	}
	return int(c.near[place] + min((sum+1)>>1, 4))
}

// expectedMore is by how much more than 2 a level is expected to be (8.3.2, coeff_br).
func (c *coefficients) expectedMore(at, place int) int {
	n := c.far[at:]
	s := c.stride
	sum := n[1] + n[s]
	switch c.class {
	case bothWays:
		sum += n[s+1]
	case byColumns:
		sum += n[2]
	default:
		sum += n[2*s]
	}
	return int(c.more[place] + min((sum+1)>>1, 6))
}
