package hevc

// pps is a picture parameter set (7.3.2.3).
type pps struct {
	of            *sps
	dependent     bool // slices may go on where another ends
	outputFlag    bool
	extraBits     int  // in a slice's header
	hidden        bool // signs
	qp            int
	skips         bool   // transforms may be left out
	deltas        bool   // QPs may change
	minDelta      int    // the logarithm by which their squares are smaller than coding tree blocks
	offsets       [3]int // of QPs, by plane
	sliceOffsets  bool
	bypass        bool
	tiles, waves  bool
	columns, rows []int // where tiles end, in coding tree blocks
	acrossSlices  bool
	override      bool // slices may say how to filter
	unfiltered    bool
	scaling       *scaling
	extension     bool // of a slice's header
}

func readPPS(body []byte, of map[int]*sps) (id int, p *pps, err error) {
	b := &bits{data: body}
	id = b.ue(63)
	s := of[b.ue(15)]
	if s == nil {
		return id, nil, ErrFormat
	}
	p = &pps{of: s}
	p.dependent = b.flag()
	p.outputFlag = b.flag()
	p.extraBits = b.uint(3)
	p.hidden = b.flag()
	b.flag() // cabac_init_present_flag, and how many references there are
	b.ue(14)
	b.ue(14)
	p.qp = 26 + b.se(64)
	b.flag() // constrained_intra_pred_flag: there is nothing but such
	p.skips = b.flag()
	if p.deltas = b.flag(); p.deltas {
		p.minDelta = b.ue(3)
	}
	p.offsets[1], p.offsets[2] = b.se(12), b.se(12)
	p.sliceOffsets = b.flag()
	b.uint(2) // weighted prediction
	p.bypass = b.flag()
	p.tiles = b.flag()
	p.waves = b.flag()
	p.columns, p.rows = []int{s.across()}, []int{s.down()}
	if p.tiles {
		columns, rows := 1+b.ue(s.across()-1), 1+b.ue(s.down()-1)
		even := b.flag()
		p.columns = tileEnds(b, even, columns, s.across())
		p.rows = tileEnds(b, even, rows, s.down())
		b.flag()
	}
	p.acrossSlices = b.flag()
	if b.flag() {
		p.override = b.flag()
		if p.unfiltered = b.flag(); !p.unfiltered {
			b.se(6)
			b.se(6)
		}
	}
	if b.flag() {
		p.scaling = standardScaling()
		p.scaling.read(b, s.chroma)
	}
	b.flag() // lists_modification_present_flag
	b.ue(4)
	p.extension = b.flag()
	if b.flag() && b.uint(8) != 0 {
		return id, nil, ErrForeign
	}
	if b.past || p.minDelta > s.ctb-s.minCB {
		return id, nil, ErrFormat
	}
	return id, p, nil
}

// tileEnds are where tiles end in a direction (6.5.1): `all` blocks in `count` of them.
func tileEnds(b *bits, even bool, count, all int) []int {
	ends := make([]int, count)
	for i := range ends {
		switch {
		case even:
			ends[i] = (i + 1) * all / count
		case i == count-1:
			ends[i] = all
		default:
			ends[i] = 1 + b.ue(all)
			if i > 0 {
				ends[i] += ends[i-1]
			}
		}
		if i > 0 && ends[i] <= ends[i-1] || ends[i] > all {
			b.past = true
		}
	}
	return ends
}
