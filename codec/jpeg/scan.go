package jpeg

// scan is one pass over some of a JPEG's components.
type scan struct {
	bitReader
	components []scanComponent
	from, to   int  // spectral selection: a band of frequencies, in zigzag order
	low        uint // successive approximation: place of the lowest bit that this pass codes
	eobRun     int  // blocks ahead without anything new in this band
	interval   int  // MCUs between restarts, 0 for none
	untilNext  int  // MCUs until the next, an interval or more where this one is lost
	number     byte // of the next restart, 0 to 7
	decode     func(*scanComponent, *block)
}

// scanComponent is a component as a scan sees it.
type scanComponent struct {
	*component
	dc, ac    *huffmanTable
	predictor int // DC of the block before
}

// newScan reads an SOS segment.
func (d *decoder) newScan(b []byte) (*scan, error) {
	if len(b) < 1 || len(b) != 4+2*int(b[0]) || b[0] < 1 || b[0] > 4 {
		return nil, FormatError("a scan's header is malformed")
	}
	n := int(b[0])
	last := b[1+2*n:]
	s := &scan{from: int(last[0]), to: int(last[1]), low: uint(last[2] & 15), interval: d.interval, untilNext: d.interval}
	first := last[2]>>4 == 0
	for i := range n {
		p, err := d.newScanComponent(b[1+2*i], b[2+2*i])
		if err != nil {
			return nil, err
		}
		s.components = append(s.components, p)
	}
	needDC, needAC := true, true
	switch {
	case !d.progressive:
		s.from, s.to, s.low, s.decode = 0, 63, 0, s.sequential
	case s.from == 0 && s.to == 0:
		s.decode, needDC, needAC = s.refineDC, first, false
		if first {
			s.decode = s.firstDC
		}
	case s.from > 0 && s.from <= s.to && s.to < 64 && n == 1:
		s.decode, needDC = s.refineAC, false
		if first {
			s.decode = s.firstAC
		}
	default:
		return nil, FormatError("a scan's header is malformed")
	}
	for _, p := range s.components {
		if needDC && p.dc == nil || needAC && p.ac == nil || s.low > 13 {
			return nil, FormatError("a table that it needs is missing")
		}
	}
	return s, nil
}

// newScanComponent finds a component and its tables.
func (d *decoder) newScanComponent(id, tables byte) (scanComponent, error) {
	for i := range d.components {
		c := &d.components[i]
		if c.id != id {
			continue
		}
		if c.quant == nil { // the table as it is at the component's first scan
			t := d.quant[c.table&3]
			if t == nil {
				break
			}
			c.quant = t.inReadingOrder()
		}
		return scanComponent{component: c, dc: d.dc[tables>>4&3], ac: d.ac[tables&3]}, nil
	}
	return scanComponent{}, FormatError("a scan refers to what is missing")
}

// run decodes the scan's bits and returns the data after them.
func (s *scan) run(d *decoder, data []byte) ([]byte, error) {
	s.data = data
	across, down := d.across, d.down
	alone := len(s.components) == 1
	if alone { // then the picture's own blocks follow one another
		across, down = (s.components[0].w+7)/8, (s.components[0].h+7)/8
	}
	for y := range down {
		if err := d.ctx.Err(); err != nil {
			return nil, err
		}
		for x := range across {
			if err := s.restart(); err != nil {
				return nil, d.cutAt(s, float64(y*across+x)/float64(across*down), err)
			}
			if s.lost() {
				d.lose(s, 1/float64(across*down))
				continue
			}
			if alone {
				s.decode(&s.components[0], s.components[0].at(x, y))
			} else {
				s.decodeMCU(x, y)
			}
			if s.bad {
				return nil, d.cutAt(s, float64(y*across+x)/float64(across*down), FormatError("its picture data makes no sense"))
			}
		}
	}
	s.markComplete()
	d.seen = true
	return s.data, nil
}

// markComplete notes what this scan brought to its last bit.
func (s *scan) markComplete() {
	for i := 0; s.low == 0 && i < len(s.components); i++ {
		for k := s.from; k <= s.to; k++ {
			s.components[i].complete[k] = true
		}
	}
}

// decodeMCU decodes one MCU of interleaved components.
func (s *scan) decodeMCU(x, y int) {
	for i := range s.components {
		p := &s.components[i]
		for v := range p.vFactor {
			for h := range p.hFactor {
				s.decode(p, p.at(x*p.hFactor+h, y*p.vFactor+v))
			}
		}
	}
}
