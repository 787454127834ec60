package hold

import (
	"image"
	"math"
)

// Square is 64 frequencies that lie beside each other in a transform block, or those of several small blocks.
type Square struct {
	Plane  int
	Shape  int // which places they have in their block, as the codec numbers that,
	Sort   int // and by what that is transformed
	Kind   *Kind
	Levels [64]int16
	Found  []Block // of what its prediction lacks to be what each picture has there
	Change Block   // what is to be added to those of the first
}

// Rectangle is a transform block as a file has it.
type Rectangle struct {
	Plane, X, Y int // where its first sample is
	Wide, High  int // in samples
	Guess       []uint16
	Unit        float32 // how many levels of 255 a level of its prediction is
	Levels      []int32 // of its frequencies, row by row
	Row         int     // how many of these a row has: fewer than samples where the highest are never told
	Transform   Transform
	Group       [4]int // small blocks come in one square where this is the same and they follow on each other
}

// Transform is an orthonormal one of blocks in reading order; scratch has room for another.
type Transform interface {
	ToFrequencies(block, scratch []float32)
	ToSamples(block, scratch []float32)
}

// Part is a square of a block, or of one that is too small, what it adds to one.
type Part struct {
	Shape  int
	Sort   int
	Kind   *Kind
	Places []uint16 // of its frequencies among its block's samples
}

// mostSamples of a block.
const mostSamples = 64 * 64

// squares shows blocks, as they come, as squares beside what pictures have there.
type squares struct {
	windows []*Window
	half    func(plane int) int // by which shift it has fewer samples than luma
	show    func(*Square) bool  // tells whether something is to be changed
	corner  image.Point         // of what the windows show, in luma
	inside  bool                // whether the pictures have any of it
	square  Square
	groups  [3]group
	found   [][]float32 // of a block, as its own frequencies lie
	changed [mostSamples]float32
	scratch [mostSamples]float32
}

// group are small blocks that make a square.
type group struct {
	square Square
	blocks []Rectangle
	places []uint16 // of each
}

func newSquares(windows []*Window, half func(plane int) int, show func(*Square) bool) *squares {
	s := &squares{windows: windows, half: half, show: show, square: Square{Found: make([]Block, len(windows))}}
	for range windows {
		s.found = append(s.found, make([]float32, mostSamples))
	}
	for i := range s.groups {
		s.groups[i].square.Found = make([]Block, len(windows))
	}
	return s
}

// begin moves the windows to a sample of luma.
func (s *squares) begin(x, y int) {
	s.corner = image.Pt(x, y)
	for _, w := range s.windows {
		s.inside = w.Read(x, y)
	}
}

// end shows what is left of what the windows show.
func (s *squares) end() {
	for i := range s.groups {
		s.flush(&s.groups[i])
	}
}

// block shows a block by its parts, which are all of its frequencies that are told.
func (s *squares) block(r *Rectangle, parts []Part) {
	for i, w := range s.windows {
		s.lacks(s.found[i], w, r)
	}
	if len(parts[0].Places) < 64 {
		s.gather(r, &parts[0])
		return
	}
	changed := s.changed[:r.Wide*r.High]
	clear(changed)
	any := false
	q := &s.square
	for _, part := range parts {
		q.Plane, q.Shape, q.Sort, q.Kind = r.Plane, part.Shape, part.Sort, part.Kind
		for k, at := range part.Places {
			q.Levels[k] = r.level(int(at))
			for i := range s.windows {
				q.Found[i][k] = s.found[i][at]
			}
		}
		if !s.show(q) {
			continue
		}
		any = true
		for k, at := range part.Places {
			changed[at] = q.Change[k]
		}
	}
	if any {
		s.change(changed, r)
	}
}

// level is that of the frequency at a place among the samples, as near as 16 bits come to it: only the finest steps of 10 bits and more, and what
// makes no sense, lead beyond.
func (r *Rectangle) level(at int) int16 {
	if r.Row < r.Wide {
		at = at/r.Wide*r.Row + at%r.Wide
	}
	return int16(min(max(r.Levels[at], math.MinInt16), math.MaxInt16))
}

// lacks are the frequencies of what a block's prediction lacks to be what a window has there.
func (s *squares) lacks(to []float32, w *Window, r *Rectangle) {
	to = to[:r.Wide*r.High]
	x, y, cell := s.place(r)
	w.Samples(to, r.Wide, r.Plane, x, y, cell, cell)
	for n, v := range r.Guess[:len(to)] {
		to[n] -= float32(v) * r.Unit
	}
	r.Transform.ToFrequencies(to, s.scratch[:])
}

// change adds frequencies to what the first window has where a block lies.
func (s *squares) change(frequencies []float32, r *Rectangle) {
	r.Transform.ToSamples(frequencies, s.scratch[:])
	x, y, cell := s.place(r)
	s.windows[0].Add(frequencies, r.Wide, r.Plane, x, y, cell, cell)
}

// place is where a block lies in the window, and how many pixels wide and high its samples are.
func (s *squares) place(r *Rectangle) (x, y, cell int) {
	half := s.half(r.Plane)
	return r.X<<half - s.corner.X, r.Y<<half - s.corner.Y, 1 << half
}
