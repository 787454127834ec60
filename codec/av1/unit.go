package av1

// unit is a coding block (5.11.5), in units of 4 × 4 of luma.
type unit struct {
	x, y         int
	wide, high   int  // logarithms of its sides in samples, 2…7
	chroma       bool // it has chroma's, which may be that of units before it, too
	skip         bool // it has no levels
	segment      int
	mode, uvMode int8
	delta        int // of its direction
	uvDelta      int
	recursive    int          // filter, −1 for none
	alpha        [3]int       // by plane, how chroma is predicted by luma
	colours      [2]int       // how many luma's and chroma's palettes have
	palette      [3][8]uint16 // by plane
	txWide       int          // logarithms of the sides of luma's transforms
	txHigh       int
	copied       bool   // it is predicted by what was decoded before,
	from         vector // which lies so far off
}

// readUnit reads a coding block and shows its transform blocks.
func (r *reader) readUnit(x, y, wide, high int) {
	half := r.half(1)
	u := &r.unit
	*u = unit{x: x, y: y, wide: wide, high: high, recursive: -1}
	u.chroma = r.planeCount() > 1 && (x|(u.units(wide)-1))&half == half && (y|(u.units(high)-1))&half == half
	if r.segmentation.preskip {
		r.readSegment(u)
	}
	u.skip = r.readSkip(u)
	if r.segmentation.enabled && !r.segmentation.preskip {
		r.readSegment(u)
	}
	r.readFiltering(u)
	r.readIndex(u)
	area := u.units(wide) * u.units(high)
	r.indices, r.area = r.indices+area*r.segmentation.index(u.segment, r.index), r.area+area
	if r.readCopy(u) {
		r.readPieces(u)
	} else {
		r.readModes(u)
		r.readPalettes(u)
		r.readRecursive(u)
		r.readColourMaps(u)
		r.readTransformSize(u)
	}
	r.readResidual(u)
	r.remember(u)
}

func (u *unit) units(log2 int) int { return 1 << (log2 - 2) }

// remember keeps what others are to know of a unit.
func (r *reader) remember(u *unit) {
	r.above.remember(u, u.x, u.wide, u.txWide, r.half(1))
	r.left.remember(u, u.y&31, u.high, u.txHigh, r.half(1))
	if r.copies {
		o := origin{u.from, int8(u.units(u.wide)), int8(u.units(u.high)), u.copied}
		for y := u.y; y < min(u.y+u.units(u.high), r.tall()); y++ {
			fill(r.origins[y*r.wide()+u.x:y*r.wide()+min(u.x+u.units(u.wide), r.wide())], o)
		}
	}
}

// readSkip reads whether a unit has no levels (5.11.11).
func (r *reader) readSkip(u *unit) bool {
	if r.segmentation.skips(u.segment) {
		return true
	}
	beside := 0
	if r.above.skip[u.x] {
		beside++
	}
	if r.left.skip[u.y&31] {
		beside++
	}
	return r.flag(&r.Skip[beside])
}

// readFiltering reads over which of the picture's filters the 64 × 64 has that a unit lies in (5.11.56).
func (r *reader) readFiltering(u *unit) {
	if u.skip || !r.cdefTold {
		return
	}
	n := u.x>>4&1 + u.y>>4&1*2
	if r.sb == 6 {
		n = 0
	}
	if r.filtered[n] {
		return
	}
	r.uint(r.cdefBits)
	for i := range 4 { // a unit of 128 is told of all
		if i == n || u.wide == 7 && i == n^1 || u.high == 7 && i == n^2 || u.wide == 7 && u.high == 7 {
			r.filtered[i] = true
		}
	}
}
