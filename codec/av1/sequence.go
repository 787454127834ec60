package av1

import (
	"image"

	"uncodec/codec/hold"
)

// sequence is a sequence's header (5.5).
type sequence struct {
	reduced      bool // headers are those of a single picture
	chroma       int  // 0 none, 1 4:2:0, 3 4:4:4
	depth        int  // bits a sample: 8, 10 or 12
	colour       hold.Colour
	largest      image.Point // size of a picture
	sizeBits     image.Point // of a picture's own size
	sb           int         // the logarithm of a superblock's side, 6 or 7
	filterIntra  bool        // blocks may be predicted by recursive filters,
	edgeFilter   bool        // and by edges that are filtered first
	cdef         bool        // filters that may follow on decoding
	restores     bool        //
	scales       bool        // pictures may be coded narrower than they are
	screen       choice      // the tools of screens' contents,
	wholeVectors choice      // and vectors of whole samples
	apart        bool        // Cr's steps may differ from Cb's
	grain        bool        // pictures may say what grain they are to be shown with
	idBits       int         // of a picture's number,
	orderBits    int         // of its place in the order of showing,
	timeBits     int         // and of when it is to be shown
	removals     bool        // pictures may say when they leave the buffers,
	removalBits  int         // in so many bits
}

// choice is whether something is so, or each picture tells.
type choice int8

const (
	never choice = iota
	always
	eachTells
)

func (c choice) read(b *syntax) bool { return c == always || c == eachTells && b.flag() }

// half is by which shift a plane has fewer samples than luma in both directions.
func (s *sequence) half(plane int) int {
	if plane > 0 && s.chroma == 1 {
		return 1
	}
	return 0
}

func (s *sequence) planeCount() int {
	if s.chroma == 0 {
		return 1
	}
	return 3
}

func readSequence(body []byte) (*sequence, error) {
	b := &syntax{data: body}
	s := new(sequence)
	err := s.read(b)
	if b.past {
		return nil, ErrFormat
	}
	return s, err
}

func (s *sequence) read(b *syntax) error {
	profile := b.upTo(2, 3)
	b.flag()
	if s.reduced = b.flag(); s.reduced {
		b.uint(5)
	} else if !s.readOperation(b) {
		return ErrForeign
	}
	s.sizeBits = image.Pt(1+b.uint(4), 1+b.uint(4))
	s.largest = image.Pt(1+b.uint(s.sizeBits.X), 1+b.uint(s.sizeBits.Y))
	if !s.reduced && b.flag() {
		s.idBits = 2 + b.uint(4)
		s.idBits += 1 + b.uint(3)
	}
	s.sb = 6 + b.uint(1)
	s.filterIntra = b.flag()
	s.edgeFilter = b.flag()
	s.screen, s.wholeVectors = eachTells, eachTells
	if !s.reduced {
		s.readReferences(b)
	}
	s.scales = b.flag()
	s.cdef = b.flag()
	s.restores = b.flag()
	if !s.readColour(b, profile) {
		return ErrForeign
	}
	s.grain = b.flag()
	return nil
}

// readOperation reads over what the stream asks of a decoder; false where pictures are of several layers.
func (s *sequence) readOperation(b *syntax) bool {
	var delayBits, removalBits int
	if b.flag() { // timing
		b.uint(32)
		b.uint(32)
		even := b.flag()
		if even {
			b.skipGolomb()
		}
		if s.removals = b.flag(); s.removals {
			delayBits = 1 + b.uint(5)
			b.uint(32)
			removalBits = 1 + b.uint(5)
			if timeBits := 1 + b.uint(5); !even {
				s.timeBits = timeBits
			}
		}
	}
	shown := b.flag()
	one := true
	for i := range 1 + b.uint(5) {
		layers := b.uint(12)
		one = one && (i > 0 || layers>>9 == 0)
		if b.uint(5) > 7 { // levels from 4.0 on have tiers
			b.flag()
		}
		if s.removals && b.flag() {
			b.uint(delayBits)
			b.uint(delayBits)
			b.flag()
			if layers == 0 || layers&1 == 1 && layers>>8&1 == 1 {
				s.removalBits += removalBits
			}
		}
		if shown && b.flag() {
			b.uint(4)
		}
	}
	return one
}

// readReferences reads how pictures are predicted by others, which those here are not.
func (s *sequence) readReferences(b *syntax) {
	b.uint(4)
	ordered := b.flag()
	if ordered {
		b.uint(2)
	}
	if !b.flag() {
		s.screen = choice(b.uint(1))
	}
	if s.screen != never && !b.flag() {
		s.wholeVectors = choice(b.uint(1))
	}
	if ordered {
		s.orderBits = 1 + b.uint(3)
	}
}
