package avc

// coder reads what macroblocks say, by either of AVC's codings.
type coder interface {
	kind() int              // 0 for one whose blocks are predicted each, 25 for samples as they are, and between them for a whole one
	eights() bool           // whether its blocks are 8 × 8
	mode() int              // how a block is predicted: −1 for the likeliest, or which of the others
	chroma() int            // how chroma is predicted
	pattern() int           // which parts have levels
	delta() int             // by how much its QP differs from that before
	levels(s *series) error // of a block
	samples() *bits         // where samples are as they are,
	resume(behind *bits)    // and behind those
	last() bool             // whether the slice ends
	past() bool             // whether more was read than there is
}

func newCoder(r *reader, h *slice) coder {
	if r.arithmetic {
		c := &contexts{r: r}
		c.begins(h.data.data[h.data.at/8:])
		c.begin(h.qp)
		return c
	}
	return &lengths{bits: h.data, r: r, end: h.data.end()}
}

// series are levels that are coded one behind the other.
type series struct {
	category int
	plane    int
	x, y     int // of its 4 × 4 in its macroblock, in such
	to       []int32
	places   []uint8 // of each there
}

// Categories of series (table 9-42).
const (
	lumaMeans   = iota // what became of the means of a whole macroblock's blocks,
	lumaOthers         // and one of these blocks without its mean
	lumaFour           // a block of 4 × 4
	chromaMeans        // the same of chroma
	chromaOthers
	lumaEight // a block of 8 × 8
)

// told keeps how many of a series' levels are not 0.
func (r *reader) told(s *series, count int) {
	switch s.category {
	case lumaMeans, chromaMeans:
		if count > 0 {
			r.means |= 1 << s.plane
		}
	case lumaEight:
		for n := range 4 {
			r.counts[s.plane][4*(s.y+n/2)+s.x+n%2] = uint8(count)
		}
	default:
		r.counts[s.plane][4*s.y+s.x] = uint8(count)
	}
}

// beside is the macroblock of what lies on a block's left and above it, and which 4 × 4 of it that is; nil for none.
func (r *reader) beside(s *series) (of [2]*macroblock, at [2]int) {
	last := 3 // column or row
	if s.category >= chromaMeans && s.category <= chromaOthers {
		last = 1
	}
	of, at = [2]*macroblock{r.macroblock, r.macroblock}, [2]int{4*s.y + s.x - 1, 4*s.y + s.x - 4}
	if s.x == 0 {
		of[0], at[0] = r.left, 4*s.y+last
	}
	if s.y == 0 {
		of[1], at[1] = r.above, 4*last+s.x
	}
	return of, at
}
