package av1

// beside is what lies along an edge, in units of 4 × 4 of luma, or of each plane.
type beside struct {
	mode     []int8 // of luma,
	uvMode   []int8 // and of chroma, in its own units
	skip     []bool
	side     []int8         // the logarithm of the block's side along the edge
	tx       []int8         // and of its transforms', −1 where there is none, or its own where it is copied
	piece    []int8         // and of its transforms' where it may be copied
	palettes [2][]uint8     // how many colours luma's and chroma's have
	colours  [2][][8]uint16 // luma's and Cb's
	levels   [3][]uint8     // how much there is, 63 at the most, and of which sign the mean is
}

// Signs of means, in what is kept of levels.
const (
	minus = 0x00
	zero  = 0x40
	plus  = 0x80
)

func newBeside(length int) (b beside) {
	b.mode, b.uvMode, b.skip = make([]int8, length), make([]int8, length), make([]bool, length)
	b.side, b.tx, b.piece = make([]int8, length), make([]int8, length), make([]int8, length)
	for i := range b.levels {
		b.levels[i] = make([]uint8, length)
	}
	for i := range b.palettes {
		b.palettes[i], b.colours[i] = make([]uint8, length), make([][8]uint16, length)
	}
	return b
}

// clear is for what lies at an edge beyond which nothing is known.
func (b *beside) clear() {
	clear(b.mode)
	clear(b.uvMode)
	clear(b.skip)
	for i := range b.side {
		b.side[i], b.tx[i], b.piece[i] = 8, -1, 8
	}
	for i := range b.levels {
		fill(b.levels[i], zero)
	}
	for i := range b.palettes {
		clear(b.palettes[i])
	}
}

// remember keeps what others are to know of a unit that begins so far along the edge; side and tx are the logarithms of how far it and its
// transforms go on.
func (b *beside) remember(u *unit, from, side, tx, half int) {
	to := from + u.units(side)
	fill(b.mode[from:to], u.mode)
	fill(b.skip[from:to], u.skip)
	fill(b.side[from:to], int8(side))
	fill(b.tx[from:to], int8(tx))
	if !u.copied {
		fill(b.piece[from:to], int8(tx))
	}
	for i, count := range u.colours {
		fill(b.palettes[i][from:to], uint8(count))
		if count > 0 {
			fill(b.colours[i][from:to], u.palette[i])
		}
	}
	if u.chroma {
		fill(b.uvMode[from>>half:(to+half)>>half], u.uvMode)
	}
}

func fill[T any](of []T, v T) {
	for i := range of {
		of[i] = v
	}
}
