package avc

import (
	"image"

	"uncodec/codec/hold"
)

// sps is a sequence parameter set (7.3.2.1.1).
type sps struct {
	chroma    int         // 0 none, 1 4:2:0, 3 4:4:4
	size      image.Point // in luma, as it is coded: in whole macroblocks
	shown     image.Rectangle
	depth     [3]int // bits a sample, by plane
	lossless  bool   // what has the least QP of all is
	scaling   *lists
	frameBits int // of a picture's number
	orderKind int // how a picture's place in the order of showing is told
	orderBits int
	orderless bool // it is told nothing of in slices
	frames    bool // there are no fields
	mixed     bool // fields and frames change by the macroblock
	colour    hold.Colour
}

// half is by which shift a plane has fewer samples than luma in both directions.
func (s *sps) half(plane int) int {
	if plane > 0 && s.chroma == 1 {
		return 1
	}
	return 0
}

func (s *sps) planeCount() int {
	if s.chroma == 0 {
		return 1
	}
	return 3
}

// across and down are how many macroblocks the picture is.
func (s *sps) across() int { return s.size.X / 16 }
func (s *sps) down() int   { return s.size.Y / 16 }

// maxSide is the longest side of a picture of AVC (level 6.2, A.3.1), in macroblocks.
const maxSide = 1055

// maxBeyond is by how many pixels a picture may be greater than what is shown of it; encoders fill up macroblocks.
const maxBeyond = 128

// rich are the profiles whose sets tell of chroma and of depths.
var rich = map[int]bool{
	44: true, 83: true, 86: true, 100: true, 110: true, 118: true, 122: true, 128: true, 134: true, 135: true, 138: true, 139: true, 244: true,
}

func readSPS(body []byte) (id int, s *sps, err error) {
	b := &bits{data: body}
	s = &sps{chroma: 1, depth: [3]int{8, 8, 8}}
	profile := b.uint(8)
	b.uint(16)
	id = b.ue(31)
	if rich[profile] {
		if s.chroma = b.ue(3); s.chroma == 2 || s.chroma == 3 && b.flag() { // planes that are each a picture
			return id, nil, ErrForeign
		}
		s.depth[0] = 8 + b.ue(6)
		s.depth[1] = 8 + b.ue(6)
		s.depth[2] = s.depth[1]
		s.lossless = b.flag()
		if b.flag() {
			s.scaling = readLists(b, nil, 8+4*(s.chroma/3))
		}
	}
	s.frameBits = 4 + b.ue(12)
	s.readOrder(b)
	b.ue(16)
	b.flag()
	s.size = image.Pt(16*(1+b.ue(maxSide-1)), 16*(1+b.ue(maxSide-1)))
	if s.frames = b.flag(); !s.frames { // heights are fields'
		s.size.Y *= 2
		s.mixed = b.flag()
	}
	b.flag() // direct_8x8_inference_flag
	s.shown.Max = s.size
	if b.flag() {
		s.crop(b)
		if beyond := s.size.Sub(s.shown.Size()); s.shown.Empty() || beyond.X > maxBeyond || beyond.Y > maxBeyond {
			return id, nil, ErrFormat
		}
	}
	if b.flag() {
		s.readUsability(b)
	}
	if b.past || s.size.Y > 16*maxSide {
		return id, nil, ErrFormat
	}
	if s.depth[0] > 10 || s.depth[1] > 10 {
		return id, nil, ErrForeign
	}
	return id, s, nil
}

// readOrder reads how a picture's place in the order of showing is told, for what slices say of that.
func (s *sps) readOrder(b *bits) {
	switch s.orderKind = b.ue(2); s.orderKind {
	case 0:
		s.orderBits = 4 + b.ue(12)
	case 1:
		s.orderless = b.flag()
		b.se(1 << 30)
		b.se(1 << 30)
		for range b.ue(255) {
			b.se(1 << 30)
		}
	}
}

func (s *sps) crop(b *bits) {
	wide := 1 << s.half(1)
	high := wide
	if !s.frames {
		high *= 2
	}
	left, right, top, bottom := b.ue(16*maxSide), b.ue(16*maxSide), b.ue(16*maxSide), b.ue(16*maxSide)
	s.shown = image.Rectangle{image.Pt(wide*left, high*top), s.size.Sub(image.Pt(wide*right, high*bottom))}
}

// readUsability reads of what the samples are to be taken for (E.1.1) what comes first: the rest is of time.
func (s *sps) readUsability(b *bits) {
	if b.flag() && b.uint(8) == 255 { // the pixels' shape
		b.skip(32)
	}
	if b.flag() { // overscan
		b.flag()
	}
	if b.flag() {
		b.uint(3)
		s.colour.FullRange = b.flag()
		if b.flag() {
			b.uint(16)
			s.colour.Matrix = b.uint(8)
			s.colour.Known = s.colour.Matrix != 2
		}
	}
}
