package av1

// still is a picture whose headers are read.
type still struct {
	*frame
	tiles [][]byte // in reading order
}

// open reads the headers of a stream's first picture.
func open(stream []byte) (*still, error) {
	var s *sequence
	var p *still
	for p == nil || len(p.tiles) < len(p.columns)*len(p.rows) {
		u, rest, err := nextUnit(stream)
		if err != nil {
			return nil, err
		}
		stream = rest
		if u.beyond {
			continue
		}
		tiles := u.body
		switch u.kind {
		case unitSequence:
			if s, err = readSequence(u.body); err != nil {
				return nil, err
			}
		case unitHeader, unitFrame:
			if s == nil || p != nil {
				return nil, ErrFormat
			}
			b := &syntax{data: u.body}
			f, err := readFrame(b, s)
			if err != nil {
				return nil, err
			}
			p = &still{frame: f}
			tiles = b.rest()
		}
		if u.kind != unitFrame && u.kind != unitTiles {
			continue
		}
		if p == nil || !p.addTiles(tiles) {
			return nil, ErrFormat
		}
	}
	return p, nil
}

// addTiles adds a group of tiles (5.11.1); false where it is not all there, or not the next.
func (p *still) addTiles(data []byte) bool {
	b := &syntax{data: data}
	first, last := 0, len(p.columns)*len(p.rows)-1
	if last > 0 && b.flag() {
		first, last = b.uint(p.tileBits), b.upTo(last, p.tileBits)
	}
	data = b.rest()
	if b.past || first != len(p.tiles) || last < first {
		return false
	}
	for n := first; n <= last; n++ {
		size := len(data)
		if n < last {
			if size < p.sizeBytes {
				return false
			}
			size = 1
			for i, v := range data[:p.sizeBytes] {
				size += int(v) << (8 * i)
			}
			data = data[p.sizeBytes:]
		}
		if size == 0 || size > len(data) {
			return false
		}
		p.tiles, data = append(p.tiles, data[:size]), data[size:]
	}
	return true
}
