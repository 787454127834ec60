package av1

import "uncodec/codec/hold"

// shape is a square's place in blocks of a size: 64 of its frequencies, or all of a smaller one's.
type shape struct {
	wide, high  int // logarithms of the block's sides
	column, row int // of the square, in eights
	places      []uint16
}

// shapes are all that there are, and shapesOf the number of each size's first.
var shapes, shapesOf = func() (all []shape, first [7][7]int) {
	for wide := 2; wide <= 6; wide++ {
		for high := max(2, wide-2); high <= min(6, wide+2); high++ {
			first[wide][high] = len(all)
			across, down := partsOf(wide, high)
			for part := range across * down {
				s := shape{wide: wide, high: high, column: part % across, row: part / across}
				s.place()
				all = append(all, s)
			}
		}
	}
	return all, first
}()

// partsOf is how many squares across and down a block has: of its lowest frequencies, which are 32 each way at the most. A small
// one is part of one.
func partsOf(wide, high int) (across, down int) {
	if min(wide, high) < 3 {
		return 1, 1
	}
	return 1 << (min(wide, 5) - 3), 1 << (min(high, 5) - 3)
}

// place finds where a square's frequencies are among their block's.
func (s *shape) place() {
	across, down := 8, 8
	if min(s.wide, s.high) < 3 {
		across, down = 1<<s.wide, 1<<s.high
	}
	for k := range across * down {
		u, v := 8*s.column+k%across, 8*s.row+k/across
		s.places = append(s.places, uint16(v<<s.wide+u))
	}
}

// at is where frequency k of a square is in its block, across and down.
func (s *shape) at(k int) (u, v int) {
	place := int(s.places[k%len(s.places)])
	return place & (1<<s.wide - 1), place >> s.wide
}

// placeOf describes a shape's frequencies to the estimator: down, across, whether one is a block's mean, the block's size, whether they
// are of luma, and by what columns and rows are transformed.
func placeOf(n int, luma bool, across, down int8) func(k int) []float32 {
	s := &shapes[n]
	across, down = unturned(across), unturned(down)
	return func(k int) []float32 {
		u, v := s.at(k)
		return []float32{
			float32(v) / float32(int(1)<<s.high), float32(u) / float32(int(1)<<s.wide), hold.Flag(u+v == 0), float32(s.wide-2) / 4, float32(s.high-2) / 4,
			hold.Flag(luma), hold.Flag(down == sines), hold.Flag(across == sines), hold.Flag(down == samples), hold.Flag(across == samples),
		}
	}
}

// unturned is a kind from whichever end, of which the estimator knows no difference.
func unturned(kind int8) int8 {
	if kind == flipped {
		return sines
	}
	return kind
}

// kinds are the kinds of squares that a picture has, as they come.
type kinds map[kindKey]*hold.Kind

// mostKinds are kept: a picture has some hundreds, unless it is made to have a great many.
const mostKinds = 4096

type kindKey struct {
	luma         bool
	shape        int
	across, down int8
	dc, ac       int
	scale        *uint8
}

func (k kinds) of(b *blockHead, n int) *hold.Kind {
	key := kindKey{b.plane == 0, n, b.across, b.down, b.dc, b.ac, nil}
	if b.scale != nil {
		key.scale = &b.scale[0]
	}
	if k[key] == nil {
		if len(k) == mostKinds {
			clear(k)
		}
		k[key] = learned.Kind(stepsOf(b, n), placeOf(n, key.luma, b.across, b.down))
	}
	return k[key]
}

// stepsOf are a square's steps, in levels of 255.
func stepsOf(b *blockHead, n int) (steps [64]float32) {
	s := &shapes[n]
	for k := range steps {
		u, v := s.at(k)
		step := b.ac
		if u+v == 0 {
			step = b.dc
		}
		if b.scale != nil {
			step = (step*int(b.scale[v<<min(b.wide, 5)+u]) + 16) >> 5
		}
		steps[k] = float32(step) / 8 * b.unit
	}
	return steps
}
