package av1

// reader reads a picture's tiles, superblock by superblock. Places are in units of 4 × 4 of luma, but for those of samples.
type reader struct {
	*frame
	symbols
	chances
	planes    [3]plane
	tile      bounds
	above     beside // by column of the picture
	left      beside // by row of 32
	segments  []uint8
	origins   []origin        // by unit of the picture, where these may be copies
	decoded   [3][34][34]bool // of the superblock and what lies around it, from a row above and a column left of it on, by plane
	index     int             // of the quantiser, as it was last told
	steps     [8]steps        // by segment
	filtered  [4]bool         // the superblock's 64 × 64 of which it is told how they are filtered across
	restoring [3]filterUnit   // the last that there was, by plane
	unit      unit
	lumaX     int // where the luma ends that was decoded last, for prediction by it
	lumaY     int
	block     block
	far       [36 * 36]uint8 // how far a block's levels are from 0, for what is expected of the next
	residuals [4096]int32
	pieces    []piece        // of the unit, where it is copied
	broken    bool           // a unit is a copy of what is not there
	maps      [2][4096]uint8 // which colours of its palettes a unit's samples have
	indices   int            // the sum of what the quantiser's are, over the units of 4 × 4 that are read,
	area      int            // and how many those are
	show      func(*block)   // sees each block, which is read over then; nil where samples are not wanted
}

// bounds are where a tile begins and ends.
type bounds struct{ left, top, right, bottom int }

// steps are those of a segment's mean and of its other frequencies, by plane.
type steps [3]struct{ dc, ac int }

// wide and tall are how many units of 4 × 4 the picture has, whole ones of 8 × 8.
func (f *frame) wide() int { return (f.size.X + 7) >> 3 << 1 }
func (f *frame) tall() int { return (f.size.Y + 7) >> 3 << 1 }

func newReader(f *frame, show func(*block)) *reader {
	r := &reader{frame: f, show: show, above: newBeside(f.wide() + 64), left: newBeside(32)}
	if f.segmentation.enabled {
		r.segments = make([]uint8, f.wide()*f.tall())
	}
	if f.copies {
		r.origins = make([]origin, f.wide()*f.tall())
	}
	for i := range f.planeCount() {
		if show == nil {
			break
		}
		const beyond = 128 + 32 // what a block may stand out
		half := f.half(i)
		stride := (4*f.wide() + beyond) >> half
		r.planes[i] = plane{stride, make([]uint16, stride*((4*f.tall()+beyond)>>half))}
	}
	return r
}

// readTile reads tile n; begins and done are called before and after each superblock, with its place in luma's samples (5.11.2).
func (r *reader) readTile(n int, data []byte, begins, done func(x, y int) error) error {
	r.tile = r.boundsOf(n)
	r.start(data, r.frame.frozen)
	r.chances = startingChances(r.frame.index)
	r.setIndex(r.frame.index)
	r.above.clear()
	for i := range r.restoring {
		r.restoring[i] = firstUnit
	}
	side := 1 << (r.sb - 2)
	for y := r.tile.top; y < r.tile.bottom; y += side {
		r.left.clear()
		for x := r.tile.left; x < r.tile.right; x += side {
			if err := begins(4*x, 4*y); err != nil {
				return err
			}
			r.beginSuperblock(x, y)
			r.readPartition(x, y, r.sb)
			if r.ended() || r.broken {
				return ErrFormat
			}
			if err := done(4*x, 4*y); err != nil {
				return err
			}
		}
	}
	return nil
}

// boundsOf are tile n's.
func (r *reader) boundsOf(n int) bounds {
	column, row := n%len(r.columns), n/len(r.columns)
	b := bounds{right: r.columns[column], bottom: r.rows[row]}
	if column > 0 {
		b.left = r.columns[column-1]
	}
	if row > 0 {
		b.top = r.rows[row-1]
	}
	shift := r.sb - 2
	return bounds{b.left << shift, b.top << shift, min(b.right<<shift, r.wide()), min(b.bottom<<shift, r.tall())}
}

// beginSuperblock says what around a superblock is decoded, and reads how it is restored by filters (5.11.3, 5.11.57).
func (r *reader) beginSuperblock(x, y int) {
	side := 1 << (r.sb - 2)
	for i := range r.planeCount() {
		half, known := r.half(i), &r.decoded[i]
		*known = [34][34]bool{}
		for n := range side>>half + 2 {
			known[0][n] = n-1 < (r.tile.right-x)>>half
			known[n][0] = n-1 < (r.tile.bottom-y)>>half
		}
		known[side>>half+1][0] = false
	}
	r.filtered = [4]bool{}
	for i := range r.planeCount() {
		r.skipUnit(i, x, y)
	}
}
