package hevc

// slice is a slice segment's header (7.3.6).
type slice struct {
	by        *pps
	first     bool // of its picture
	dependent bool // it goes on with the one before
	address   int  // of its first coding tree block, in the picture's order
	qp        int
	offsets   [3]int // of QPs, by plane, with the picture's
	sao       [3]bool
	data      []byte
}

// readSlice reads the header of a picture that needs no other; before is the segment before it, nil for none.
func readSlice(u unit, of map[int]*pps, before *slice) (*slice, error) {
	b := &bits{data: u.body}
	first := b.flag()
	b.flag()
	p := of[b.ue(63)]
	if p == nil || !first && (before == nil || p != before.by) {
		return nil, ErrFormat
	}
	s, h := p.of, &slice{by: p, first: first}
	if !first {
		dependent := p.dependent && b.flag()
		address := b.uint(bitsFor(s.across() * s.down()))
		if dependent {
			*h = *before
		}
		h.first, h.dependent, h.address = false, dependent, address
	}
	if !h.dependent {
		if err := h.read(b, u.kind, s, p); err != nil {
			return nil, err
		}
	}
	if p.tiles || p.waves { // where its parts begin, which follows from where those before end
		if count := b.ue(s.across() * s.down()); count > 0 {
			size := 1 + b.ue(31)
			b.at += count * size
		}
	}
	if p.extension {
		size := b.ue(256)
		b.at += 8 * size
	}
	b.at = (b.at + 8) &^ 7
	if b.past || b.at/8 > len(u.body) || h.address >= s.across()*s.down() {
		return nil, ErrFormat
	}
	h.data = u.body[b.at/8:]
	return h, nil
}

func (h *slice) read(b *bits, kind int, s *sps, p *pps) error {
	b.at += p.extraBits
	if b.ue(2) != 2 {
		return ErrForeign
	}
	if p.outputFlag {
		b.flag()
	}
	if kind != 19 && kind != 20 { // of an IDR picture the rest follows
		s.skipOrder(b)
	}
	if s.sao {
		h.sao[0] = b.flag()
		if s.chroma != 0 {
			h.sao[1] = b.flag()
			h.sao[2] = h.sao[1]
		}
	}
	h.qp = p.qp + b.se(100)
	h.offsets = p.offsets
	if p.sliceOffsets {
		h.offsets[1] += b.se(12)
		h.offsets[2] += b.se(12)
	}
	unfiltered := p.unfiltered
	if p.override && b.flag() {
		if unfiltered = b.flag(); !unfiltered {
			b.se(6)
			b.se(6)
		}
	}
	if p.acrossSlices && (h.sao[0] || h.sao[1] || !unfiltered) {
		b.flag()
	}
	if h.qp > 51 || h.qp < -6*(s.depth[0]-8) {
		return ErrFormat
	}
	return nil
}

// bitsFor is how many bits tell that many things apart.
func bitsFor(count int) (n int) {
	for 1<<n < count {
		n++
	}
	return n
}
