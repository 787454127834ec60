package hevc

// scaling is by what each frequency's step is multiplied with, in sixteenths, by the logarithm of the side less 2, and by plane.
type scaling struct {
	of [4][3][1024]uint8
}

// standard are the factors of 8 × 8 where no others are told, along the diagonals (table 7-6).
var standard = [64]uint8{
	16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 17, 16, 17, 16, 17, 18, 17, 18, 18, 17, 18, 21, 19, 20, 21, 20, 19, 21, 24, 22, 22, 24,
	24, 22, 22, 24, 25, 25, 27, 30, 27, 25, 25, 29, 31, 35, 35, 31, 29, 36, 41, 44, 41, 36, 47, 54, 54, 47, 65, 70, 65, 88, 88, 115,
}

func standardScaling() *scaling {
	s := new(scaling)
	for size := range s.of {
		for plane := range s.of[size] {
			s.set(size, plane, standardOf(size), 16)
		}
	}
	return s
}

func standardOf(size int) []uint8 {
	if size > 0 {
		return standard[:]
	}
	flat := make([]uint8, 16)
	for i := range flat {
		flat[i] = 16
	}
	return flat
}

// set sets a matrix by what the diagonals of its 4 × 4 or 8 × 8 are, and by its first.
func (s *scaling) set(size, plane int, along []uint8, first uint8) {
	log2 := size + 2
	to, known := &s.of[size][plane], min(log2, 3)
	for n, at := range scans[0][known] {
		cell := log2 - known
		for y := range 1 << cell {
			for x := range 1 << cell {
				to[(int(at[1])<<cell+y)<<log2+int(at[0])<<cell+x] = along[n]
			}
		}
	}
	if size > 1 {
		to[0] = first
	}
}

// read reads matrices (7.3.4). Of the six of each size those of the second half are of pictures that are predicted from others.
func (s *scaling) read(b *bits, chroma int) {
	type list struct {
		along []uint8
		first uint8
	}
	for size := range 4 {
		var lists [6]list
		step := 1
		if size == 3 {
			step = 3
		}
		for n := 0; n < 6; n += step {
			own := list{standardOf(size), 16}
			if !b.flag() {
				if back := b.ue(n/step) * step; back > 0 {
					own = lists[n-back]
				}
			} else {
				own.along = make([]uint8, min(64, 1<<(4+2*size)))
				next := 8
				if size > 1 {
					next = 8 + b.se(247)
					own.first = uint8(next)
				}
				for i := range own.along {
					next += b.se(128)
					own.along[i] = uint8(next)
				}
			}
			lists[n] = own
		}
		for plane := range 3 {
			of := lists[plane]
			if size == 3 {
				of = lists[0]
				if plane > 0 { // of 4:4:4 alone: that of 16 × 16, as chroma_format_idc 3 has it
					s.of[3][plane] = [1024]uint8{}
					for i := range 1024 {
						s.of[3][plane][i] = s.of[2][plane][i>>6<<4|i&31>>1]
					}
					s.of[3][plane][0] = s.of[2][plane][0]
					continue
				}
			}
			s.set(size, plane, of.along, of.first)
		}
	}
}
