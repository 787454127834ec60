package hevc

import (
	"image"

	"uncodec/codec/hold"
)

// sps is a sequence parameter set (7.3.2.2).
type sps struct {
	chroma       int         // 0 none, 1 4:2:0, 3 4:4:4
	size         image.Point // in luma, as it is coded
	shown        image.Rectangle
	depth        [3]int // bits a sample, by plane
	orderBits    int    // of a picture's place in the order of showing
	minCB, ctb   int    // logarithms of sides: of coding blocks,
	minTB, maxTB int    // of transform blocks
	splits       int    // of a coding block into transform blocks, at the most
	scaling      *scaling
	sao          bool
	pcm          bool // blocks may be samples as they are,
	minPCM       int  // of these sides, as logarithms
	maxPCM       int
	sets         []int // how many pictures each short-term reference set has
	longTerm     bool
	longTerms    int
	temporalMVP  bool
	smooth       bool // strongly
	colour       hold.Colour
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

// across and down are how many coding tree blocks the picture is.
func (s *sps) across() int { return (s.size.X + 1<<s.ctb - 1) >> s.ctb }
func (s *sps) down() int   { return (s.size.Y + 1<<s.ctb - 1) >> s.ctb }

// maxSide is the longest side of a picture of HEVC (level 6.2, A.4.2).
const maxSide = 16888

// maxBeyond is by how many pixels a picture may be greater than what is shown of it; encoders fill up blocks.
const maxBeyond = 128

func readSPS(body []byte) (id int, s *sps, err error) {
	b := &bits{data: body}
	s = new(sps)
	b.uint(4)
	layers := b.uint(3)
	b.flag()
	skipProfile(b, layers)
	id = b.ue(15)
	if s.chroma = b.ue(3); s.chroma == 2 || s.chroma == 3 && b.flag() { // planes that are each a picture
		return id, nil, ErrForeign
	}
	s.size = image.Pt(b.ue(maxSide), b.ue(maxSide))
	s.shown.Max = s.size
	if b.flag() {
		unit := 1 << s.half(1)
		left, right, top, bottom := b.ue(maxSide), b.ue(maxSide), b.ue(maxSide), b.ue(maxSide)
		s.shown = image.Rect(unit*left, unit*top, s.size.X-unit*right, s.size.Y-unit*bottom)
		if beyond := s.size.Sub(s.shown.Size()); s.shown.Empty() || beyond.X > maxBeyond || beyond.Y > maxBeyond {
			return id, nil, ErrFormat
		}
	}
	s.depth[0] = 8 + b.ue(8)
	s.depth[1] = 8 + b.ue(8)
	s.depth[2] = s.depth[1]
	s.orderBits = 4 + b.ue(12)
	each := b.flag()
	for i := range layers + 1 {
		if each || i == layers {
			b.ue(16)
			b.ue(1 << 16)
			b.ue(1 << 30)
		}
	}
	s.minCB = 3 + b.ue(3)
	s.ctb = s.minCB + b.ue(3)
	s.minTB = 2 + b.ue(3)
	s.maxTB = s.minTB + b.ue(3)
	b.ue(4)
	s.splits = b.ue(4)
	if s.ctb < 4 || s.ctb > 6 || s.minTB >= s.minCB || s.maxTB > min(s.ctb, 5) || s.size.X == 0 || s.size.Y == 0 ||
		s.size.X%(1<<s.minCB) != 0 || s.size.Y%(1<<s.minCB) != 0 || s.depth[0] > 12 || s.depth[1] > 12 {
		return id, nil, ErrFormat
	}
	if b.flag() {
		s.scaling = standardScaling()
		if b.flag() {
			s.scaling.read(b, s.chroma)
		}
	}
	b.flag() // asymmetric parts, of which there are none here
	s.sao = b.flag()
	if s.pcm = b.flag(); s.pcm {
		b.uint(8)
		s.minPCM = 3 + b.ue(2)
		s.maxPCM = s.minPCM + b.ue(2)
		b.flag()
	}
	s.readReferences(b)
	s.smooth = b.flag()
	if b.flag() {
		if err := s.readUsability(b); err != nil {
			return id, nil, err
		}
	}
	if b.flag() && b.uint(8) != 0 { // extensions, of which several are tools
		return id, nil, ErrForeign
	}
	if b.past {
		return id, nil, ErrFormat
	}
	return id, s, nil
}

// skipProfile reads over what the stream asks of a decoder (7.3.3).
func skipProfile(b *bits, layers int) {
	b.at += 88 + 8
	var profiles, levels int
	for range layers {
		profiles, levels = profiles+b.uint(1), levels+b.uint(1)
	}
	if layers > 0 {
		b.at += 2 * (8 - layers)
	}
	b.at += 88*profiles + 8*levels
}
