package av1

import "image"

// frame is a picture's header (5.9.2).
type frame struct {
	*sequence
	size         image.Point // in luma
	frozen       bool        // what is expected of symbols does not change with those that are read
	screenTools  bool        // blocks may have palettes,
	copies       bool        // or be copies of others, and no filters follow
	columns      []int       // where tiles end, in superblocks,
	rows         []int       //
	tileBits     int         // of a tile's number
	sizeBytes    int         // of its size
	index        int         // of the quantiser's steps, 0…255
	dcDelta      [3]int      // by which those of means and of other frequencies differ, by plane
	acDelta      [3]int      //
	matrix       [3]int      // level of the quantiser's matrix, by plane, 15 for none
	segmentation segmentation
	qindex       [8]int  // by segment
	lossless     [8]bool // its samples are what they were
	deltaQ       bool    // superblocks tell how their index differs,
	deltaQShift  int     // in steps of this logarithm,
	deltaLF      bool    // and how they are filtered,
	deltaLFMulti bool    // in each direction and plane
	cdefTold     bool    // blocks tell how they are filtered,
	cdefBits     int     // in so many bits
	restored     [3]int  // kind of filter that restores units, by plane
	unitSide     [3]int  // the logarithm of their sides in samples of the plane
	txMode       int
	reducedSet   bool // of kinds of transforms
}

// Modes of transforms' sizes (6.8.21).
const (
	txOnly4 = iota
	txLargest
	txSelect
)

// Kinds of filters that restore, in the order of their numbers in the header (6.10.15): blocks tell which, or it is one or none.
const (
	restoreNone = iota
	restoreSwitchable
	restoreWiener
	restoreGuided
)

// readFrame reads the header of a picture that needs no other and is shown.
func readFrame(b *syntax, s *sequence) (*frame, error) {
	f := &frame{sequence: s}
	err := f.read(b)
	if b.past {
		return nil, ErrFormat
	}
	return f, err
}

func (f *frame) read(b *syntax) error {
	if !f.reduced {
		if known := b.flag(); known {
			return ErrForeign
		}
		if kind, shown := b.uint(2), b.flag(); kind != 0 || !shown {
			return ErrForeign
		}
		b.uint(f.timeBits)
	}
	f.frozen = b.flag()
	if f.screenTools = f.screen.read(b); f.screenTools {
		f.wholeVectors.read(b)
	}
	b.uint(f.idBits)
	resized := !f.reduced && b.flag()
	b.uint(f.orderBits)
	if f.removals && b.flag() {
		b.uint(f.removalBits)
	}
	f.size = f.largest
	if resized {
		f.size = image.Pt(1+b.uint(f.sizeBits.X), 1+b.uint(f.sizeBits.Y))
	}
	if f.scales && b.flag() {
		return ErrForeign
	}
	if b.flag() { // the size that it is to be shown in
		b.uint(32)
	}
	f.copies = f.screenTools && b.flag()
	if !f.reduced && !f.frozen {
		b.flag()
	}
	f.readTiling(b)
	f.readQuantiser(b)
	f.segmentation.read(b)
	f.readDeltas(b)
	all := true
	for i := range f.qindex {
		f.qindex[i] = f.segmentation.index(i, f.index)
		f.lossless[i] = f.qindex[i] == 0 && f.dcDelta == [3]int{} && f.acDelta == [3]int{}
		all = all && f.lossless[i]
	}
	if !all {
		if !f.copies {
			f.readFilters(b)
		}
		f.txMode = txLargest + b.uint(1)
	}
	f.reducedSet = b.flag()
	if f.grain && b.flag() {
		f.skipGrain(b)
	}
	return nil
}
