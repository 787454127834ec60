package avc

// lists are by what the frequencies' steps are multiplied, in sixteenths, along the zigzag: six of 4 × 4, of luma, Cb and Cr, and those
// again for pictures that are predicted from others; and six of 8 × 8, of luma for either, and so of Cb and of Cr.
type lists [12][]uint8

// scaling is the same of the pictures that are here, by plane, and row by row.
type scaling struct {
	fours  [3][16]uint8
	eights [3][64]uint8
}

// Of pictures by themselves and of others, where none are told (tables 7-3 and 7-4).
var (
	fourAlone  = []uint8{6, 13, 13, 20, 20, 20, 28, 28, 28, 28, 32, 32, 32, 37, 37, 42}
	fourOthers = []uint8{10, 14, 14, 20, 20, 20, 24, 24, 24, 24, 27, 27, 27, 30, 30, 34}
	eightAlone = []uint8{
		6, 10, 10, 13, 11, 13, 16, 16, 16, 16, 18, 18, 18, 18, 18, 23, 23, 23, 23, 23, 23, 25, 25, 25, 25, 25, 25, 25, 27, 27, 27, 27,
		27, 27, 27, 27, 29, 29, 29, 29, 29, 29, 29, 31, 31, 31, 31, 31, 31, 33, 33, 33, 33, 33, 36, 36, 36, 36, 38, 38, 38, 40, 40, 42,
	}
	eightOthers = []uint8{
		9, 13, 13, 15, 13, 15, 17, 17, 17, 17, 19, 19, 19, 19, 19, 21, 21, 21, 21, 21, 21, 22, 22, 22, 22, 22, 22, 22, 24, 24, 24, 24,
		24, 24, 24, 24, 25, 25, 25, 25, 25, 25, 25, 27, 27, 27, 27, 27, 27, 28, 28, 28, 28, 28, 30, 30, 30, 30, 32, 32, 32, 33, 33, 35,
	}
	usual = lists{
		fourAlone, fourAlone, fourAlone, fourOthers, fourOthers, fourOthers,
		eightAlone, eightOthers, eightAlone, eightOthers, eightAlone, eightOthers,
	}
)

// readLists reads the first `count` lists (7.3.2.1.1.1). One that is not told is as the one before of its kind, and the first is as
// the sequence has it, or usual.
func readLists(b *bits, sequence *lists, count int) *lists {
	of := new(lists)
	if sequence == nil {
		sequence = &usual
	}
	for n := range of {
		switch {
		case n < count && b.flag():
			of[n] = readList(b, n)
		case n == 0 || n == 3 || n == 6 || n == 7:
			of[n] = sequence[n]
		case n < 6:
			of[n] = of[n-1]
		default:
			of[n] = of[n-2]
		}
	}
	return of
}

func readList(b *bits, n int) []uint8 {
	list := make([]uint8, 16)
	if n >= 6 {
		list = make([]uint8, 64)
	}
	last, told := 8, true
	for i := range list {
		if told {
			next := (last + b.se(128)) & 255
			if next == 0 && i == 0 {
				return usual[n]
			}
			if told = next != 0; told {
				last = next
			}
		}
		list[i] = uint8(last)
	}
	return list
}

// scaling is what lists come to; nil ones to a step that is all frequencies' alike.
func (l *lists) scaling() *scaling {
	s := new(scaling)
	for plane := range 3 {
		for i, at := range zigzag4 {
			s.fours[plane][at] = 16
			if l != nil {
				s.fours[plane][at] = l[plane][i]
			}
		}
		for i, at := range zigzag8 {
			s.eights[plane][at] = 16
			if l != nil {
				s.eights[plane][at] = l[6+2*plane][i]
			}
		}
	}
	return s
}
