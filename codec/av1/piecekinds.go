package av1

import "slices"

// sixteenKinds are the kinds of copied units' transforms as they are numbered where they are read (6.10.19): of rows, and of columns.
var sixteenKinds = [][2]int8{
	{samples, samples}, {samples, cosines}, {cosines, samples}, {samples, sines}, {sines, samples}, {samples, flipped}, {flipped, samples}, {cosines, cosines},
	{cosines, sines}, {sines, cosines}, {cosines, flipped}, {flipped, cosines}, {sines, sines}, {flipped, flipped}, {flipped, sines}, {sines, flipped},
}

// twelveKinds and twoKinds are those of larger blocks.
var (
	twelveKinds = slices.Concat(sixteenKinds[:3], sixteenKinds[7:])
	twoKinds    = [][2]int8{{samples, samples}, {cosines, cosines}}
)

// readPieceKind reads by what r.block is transformed, which is of a copied unit: chroma as luma where it begins, if that is of its size, too
// (5.11.47).
func (r *reader) readPieceKind(u *unit) (kind [2]int8) {
	b := &r.block
	largest, smallest := max(b.wide, b.high), min(b.wide, b.high)
	kinds := sixteenKinds
	switch {
	case largest == 6:
		return kind
	case r.reducedSet || largest == 5:
		kinds = twoKinds
	case smallest == 4:
		kinds = twelveKinds
	}
	switch {
	case b.plane > 0:
		if of := r.kindOfLuma(u); slices.Contains(kinds, of) {
			return of
		}
	case r.qindex[u.segment] == 0:
	case len(kinds) == 16:
		return kinds[r.symbol(r.SixteenKinds[smallest-2][:], 15)]
	case len(kinds) == 12:
		return kinds[r.symbol(r.TwelveKinds[:], 11)]
	case !r.flag(&r.TwoKinds[smallest-2]):
		return kinds[0]
	}
	return kind
}

// kindOfLuma is the kind of the piece of luma where r.block begins.
func (r *reader) kindOfLuma(u *unit) (kind [2]int8) {
	half := r.half(1)
	x, y := u.x+(r.block.x>>2-u.x>>half)<<half, u.y+(r.block.y>>2-u.y>>half)<<half
	for _, p := range r.pieces {
		if x >= p.x && y >= p.y && x < p.x+u.units(p.wide) && y < p.y+u.units(p.high) {
			return p.kind
		}
	}
	return kind
}
