package avc

// reader reads a picture's macroblocks, one by one.
type reader struct {
	*sps
	*pps
	slice  *slice
	planes [3]plane
	all    []macroblock // row by row
	here   int          // how many slices were begun
	count  int          // macroblocks that are read
	qps    int          // the sum of theirs; samples as they are count as 0

	*macroblock                       // that is being read
	at                    int         // its number
	left, above           *macroblock // nil where it is another slice's
	aboveLeft, aboveRight *macroblock
	qp                    int  // of luma
	delta                 bool // the macroblock before changed it
	levels                [3][16 * 16]int32
	block                 block
	show                  func(*block) // sees each block, which is read over then; nil where samples are not wanted
}

// plane is a picture's samples of a kind, before the deblocking filter.
type plane struct {
	stride int
	pix    []uint16
}

func newReader(s *sps, show func(*block)) *reader {
	r := &reader{sps: s, show: show, all: make([]macroblock, s.across()*s.down())}
	for i := range s.planeCount() {
		if show == nil {
			break
		}
		stride := s.size.X >> s.half(i)
		r.planes[i] = plane{stride, make([]uint16, stride*s.size.Y>>s.half(i))}
	}
	return r
}

// near is a macroblock that may be predicted from; nil for none.
func (r *reader) near(across, down int) *macroblock {
	x, y := r.at%r.across()+across, r.at/r.across()+down
	if x < 0 || y < 0 || x >= r.across() || r.all[y*r.across()+x].slice != r.here {
		return nil
	}
	return &r.all[y*r.across()+x]
}

// readSlice reads a slice's macroblocks (7.3.4); begins and done are called before and after each, with its place.
func (r *reader) readSlice(h *slice, begins, done func(x, y int) error) error {
	r.slice, r.pps = h, h.by
	r.here++
	r.qp, r.delta = h.qp, false
	c := newCoder(r, h)
	for r.at = h.first; ; r.at++ {
		if r.at == len(r.all) || r.all[r.at].slice != 0 {
			return ErrFormat
		}
		r.macroblock = &r.all[r.at]
		r.left, r.above, r.aboveLeft, r.aboveRight = r.near(-1, 0), r.near(0, -1), r.near(-1, -1), r.near(1, -1)
		r.macroblock.slice = r.here
		x, y := 16*(r.at%r.across()), 16*(r.at/r.across())
		if err := begins(x, y); err != nil {
			return err
		}
		if err := r.readMacroblock(c); err != nil {
			return err
		}
		last := c.last()
		if c.past() {
			return ErrFormat
		}
		if r.show != nil && r.kind != raw {
			r.make(x, y)
		}
		if err := done(x, y); err != nil {
			return err
		}
		if r.count++; last {
			return nil
		}
	}
}
