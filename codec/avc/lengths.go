package avc

// lengths reads codes of variable length (9.1 and 9.2).
type lengths struct {
	bits
	r   *reader
	end int // where the slice ends
}

// How parts that have levels are numbered, where there is chroma of 4:2:0, and else (table 9-4).
var (
	patterns = [48]int{
		47, 31, 15, 0, 23, 27, 29, 30, 7, 11, 13, 14, 39, 43, 45, 46, 16, 3, 5, 10, 12, 19, 21, 26,
		28, 35, 37, 42, 44, 1, 2, 4, 8, 17, 18, 20, 24, 6, 9, 22, 25, 32, 33, 34, 36, 40, 38, 41,
	}
	lumaPatterns = [16]int{15, 0, 7, 11, 13, 14, 3, 5, 10, 12, 1, 2, 4, 8, 6, 9}
)

func (l *lengths) kind() int    { return l.ue(25) }
func (l *lengths) eights() bool { return l.flag() }
func (l *lengths) chroma() int  { return l.ue(3) }
func (l *lengths) delta() int   { return l.se(64) }
func (l *lengths) last() bool   { return l.at >= l.end }
func (l *lengths) past() bool   { return l.bits.past }

func (l *lengths) mode() int {
	if l.flag() {
		return -1
	}
	return l.uint(3)
}

func (l *lengths) pattern() int {
	if l.r.chroma == 1 {
		return patterns[l.ue(47)]
	}
	return lumaPatterns[l.ue(15)]
}

func (l *lengths) samples() *bits {
	l.align()
	return &l.bits
}

func (l *lengths) resume(*bits) {}
