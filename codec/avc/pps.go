package avc

// pps is a picture parameter set (7.3.2.2).
type pps struct {
	of         *sps
	arithmetic bool // how its levels are coded
	orders     bool // slices tell more of the order of showing
	qp         int
	offsets    [3]int // of QPs, by plane
	filters    bool   // slices may say how to filter
	redundant  bool   // slices may be another's replacement
	mayEight   bool   // blocks may be transformed 8 × 8
	scales     *scaling
}

func readPPS(body []byte, of map[int]*sps) (id int, p *pps, err error) {
	b := &bits{data: body}
	id = b.ue(255)
	s := of[b.ue(31)]
	if s == nil {
		return id, nil, ErrFormat
	}
	p = &pps{of: s}
	p.arithmetic = b.flag()
	p.orders = b.flag()
	if b.ue(7) > 0 { // groups of slices, whose macroblocks lie anywhere
		return id, nil, ErrForeign
	}
	b.ue(31)
	b.ue(31)
	b.uint(3) // weighted prediction
	p.qp = 26 + b.se(62)
	b.se(62)
	p.offsets[1] = b.se(12)
	p.offsets[2] = p.offsets[1]
	p.filters = b.flag()
	b.flag() // constrained_intra_pred_flag: there is nothing but such
	p.redundant = b.flag()
	told := s.scaling
	if b.more() {
		p.mayEight = b.flag()
		if b.flag() {
			count := 6
			if p.mayEight {
				count += 2 + 4*(s.chroma/3)
			}
			told = readLists(b, s.scaling, count)
		}
		p.offsets[2] = b.se(12)
	}
	if b.past {
		return id, nil, ErrFormat
	}
	p.scales = told.scaling()
	return id, p, nil
}
