package avc

// slice is a slice's header (7.3.3).
type slice struct {
	by    *pps
	first int // of its macroblocks
	qp    int
	data  bits // the rest, with where it begins
}

// readSlice reads the header of a slice that is predicted from its own picture alone.
func readSlice(u unit, of map[int]*pps) (*slice, error) {
	b := &bits{data: u.body}
	h := &slice{first: b.ue(maxSide * maxSide)}
	if kind := b.ue(9); kind%5 != 2 && !b.past {
		return nil, ErrForeign
	}
	if h.by = of[b.ue(255)]; h.by == nil {
		return nil, ErrFormat
	}
	p, s := h.by, h.by.of
	b.uint(s.frameBits)
	if !s.frames && (b.flag() || s.mixed) {
		return nil, ErrForeign
	}
	if u.kind == unitIDR {
		b.ue(1 << 16)
	}
	p.skipOrder(b)
	if p.redundant && b.ue(127) > 0 {
		return nil, ErrForeign
	}
	if u.referred {
		skipMarking(b, u.kind)
	}
	h.qp = p.qp + b.se(100)
	if p.filters && b.ue(2) != 1 {
		b.se(6)
		b.se(6)
	}
	if p.arithmetic {
		b.align()
	}
	if b.past || h.qp > 51 || h.qp < -6*(s.depth[0]-8) || h.first >= s.across()*s.down() {
		return nil, ErrFormat
	}
	h.data = *b
	return h, nil
}

// skipOrder reads over when the picture is shown.
func (p *pps) skipOrder(b *bits) {
	switch s := p.of; {
	case s.orderKind == 0:
		b.uint(s.orderBits)
		if p.orders {
			b.se(1 << 30)
		}
	case s.orderKind == 1 && !s.orderless:
		b.se(1 << 30)
		if p.orders {
			b.se(1 << 30)
		}
	}
}

// skipMarking reads over which pictures are kept for others (7.3.3.3).
func skipMarking(b *bits, kind int) {
	if kind == unitIDR {
		b.uint(2)
		return
	}
	if !b.flag() {
		return
	}
	for !b.past {
		does := b.ue(6)
		switch does {
		case 0:
			return
		case 3: // which has two operands
			b.ue(1 << 30)
			b.ue(1 << 30)
		case 1, 2, 4, 6:
			b.ue(1 << 30)
		}
	}
}
