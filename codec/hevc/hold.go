package hevc

import (
	"context"
	"image"

	"uncodec/codec/hold"
)

// square is 64 frequencies that lie beside each other: an 8 × 8 of a block's, or those of four blocks of 4 × 4.
type square struct {
	plane  int
	shape  int
	kind   *hold.Kind
	levels [64]int16
	found  []hold.Block // of what its prediction lacks to be what each picture has there
	change hold.Block   // what is to be added to those of the first
}

// squares goes through a tile's blocks and shows each, in pictures, as squares.
type squares struct {
	windows []*hold.Window // of the pictures
	half    [3]int         // of the tile's planes
	corner  image.Point    // of the coding tree block
	inside  bool           // whether the pictures have any of it
	kinds   kinds
	small   [3]small
	square  square
	found   [2][1024]float32 // of a block, as its own frequencies lie
	changed [1024]float32
	scratch [1024]float32
	show    func(*square) bool // tells whether something is to be changed
}

func newSquares(t *still, windows []*hold.Window, show func(*square) bool) *squares {
	s := &squares{windows: windows, kinds: kinds{}, show: show}
	s.square.found = make([]hold.Block, len(windows))
	for plane := range s.small {
		s.half[plane] = t.half(plane)
		s.small[plane].square.found = make([]hold.Block, len(windows))
	}
	return s
}

// squares shows all of a tile's squares beside what windows have there; done is called behind each coding tree block of which they have any.
func (t tile) squares(ctx context.Context, windows []*hold.Window, show func(*square) bool, done func()) error {
	s := newSquares(t.still, windows, show)
	_, err := t.read(func(x, y int) error {
		s.begin(x, y)
		return ctx.Err()
	}, func(int, int) error {
		if s.end(); s.inside {
			done()
		}
		return nil
	}, s.block)
	return err
}

// begin moves the windows to a coding tree block.
func (s *squares) begin(x, y int) {
	s.corner = image.Pt(x, y)
	for _, w := range s.windows {
		s.inside = w.Read(x, y)
	}
}

// end shows what is left of it.
func (s *squares) end() {
	for plane := range s.small {
		s.flush(plane)
	}
}

// block shows a block. What is coded as samples has no frequencies, and stays.
func (s *squares) block(b *block) {
	if !s.inside || b.coding == samples || b.coding == untouched {
		return
	}
	if b.log2 == 2 {
		s.add(b)
		return
	}
	for i, w := range s.windows {
		s.lacks(s.found[i][:], w, b)
	}
	parts, any := 1<<(b.log2-3), false
	q := &s.square
	for part := range parts * parts {
		q.plane, q.shape = b.plane, shapeOf(b.log2, part%parts, part/parts)
		q.kind = s.kinds.of(b, q.shape)
		for k := range q.levels {
			at := placeIn(q.shape, k)
			q.levels[k] = int16(b.levels[at])
			for i := range s.windows {
				q.found[i][k] = s.found[i][at]
			}
		}
		if s.show(q) {
			any = true
		} else {
			q.change = hold.Block{}
		}
		for k, v := range q.change {
			s.changed[placeIn(q.shape, k)] = v
		}
	}
	if any {
		s.change(s.changed[:], &b.blockHead)
	}
}

// lacks are the frequencies of what a block's prediction lacks to be what a window has there.
func (s *squares) lacks(to []float32, w *hold.Window, b *block) {
	side := b.side()
	x, y, cell := s.place(&b.blockHead)
	w.Samples(to, side, b.plane, x, y, cell, cell)
	for n, v := range b.guess[:side*side] {
		to[n] -= float32(v) * b.unit
	}
	toFrequencies(to, s.scratch[:], &b.blockHead)
}

// change adds frequencies to what the first window has where a block lies.
func (s *squares) change(frequencies []float32, b *blockHead) {
	toSamples(frequencies, s.scratch[:], b)
	x, y, cell := s.place(b)
	s.windows[0].Add(frequencies, b.side(), b.plane, x, y, cell, cell)
}

// place is where a block lies in the window, and how many pixels wide and high its samples are.
func (s *squares) place(b *blockHead) (x, y, cell int) {
	half := s.half[b.plane]
	return b.x<<half - s.corner.X, b.y<<half - s.corner.Y, 1 << half
}
