package heif

// layer gathers the tiles of an item: of itself, or of the grid that it is.
func (c *container) layer(id uint32) (Layer, error) {
	entry := c.items[id]
	if entry == nil {
		return Layer{}, ErrSense
	}
	if entry.kind != "grid" {
		l := Layer{Columns: 1, Rows: 1}
		err := c.tile(&l, entry)
		l.Width, l.Height = l.TileWidth, l.TileHeight
		return l, err
	}
	data, err := c.data(entry)
	if err != nil {
		return Layer{}, err
	}
	r := &reader{data: data}
	r.u8()
	long := r.u8()&1 == 1
	l := Layer{Rows: r.u8() + 1, Columns: r.u8() + 1}
	l.Width, l.Height = int(r.id(long)), int(r.id(long))
	tiles := c.references["dimg"][id]
	if r.bad || len(tiles) != l.Rows*l.Columns || len(tiles) > maxTiles {
		return Layer{}, ErrSense
	}
	for _, tile := range tiles {
		entry := c.items[tile]
		if entry == nil {
			return Layer{}, ErrSense
		}
		if err := c.tile(&l, entry); err != nil {
			return Layer{}, err
		}
	}
	if l.Width > l.Columns*l.TileWidth || l.Height > l.Rows*l.TileHeight ||
		l.Width <= (l.Columns-1)*l.TileWidth || l.Height <= (l.Rows-1)*l.TileHeight {
		return Layer{}, ErrSense
	}
	return l, nil
}

// tile adds a coded picture, which must be of the kind and size of those before it.
func (c *container) tile(l *Layer, entry *item) error {
	data, err := c.data(entry)
	if err != nil {
		return err
	}
	one, err := coded(entry, data)
	if err != nil {
		return err
	}
	size := &reader{data: entry.property("ispe")}
	size.full()
	one.TileWidth, one.TileHeight = int(size.u32()), int(size.u32())
	if size.bad {
		return ErrSense
	}
	if len(l.Tiles) == 0 {
		l.Codec, l.Depth, l.Subsampling, l.TileWidth, l.TileHeight = one.Codec, one.Depth, one.Subsampling, one.TileWidth, one.TileHeight
	}
	if l.Codec != one.Codec || l.TileWidth != one.TileWidth || l.TileHeight != one.TileHeight {
		return ErrSense
	}
	l.Tiles = append(l.Tiles, one.Tiles[0])
	if l.bytes += len(one.Tiles[0]); l.bytes > 2*len(c.file)+64<<10 {
		return ErrSense // a few bytes can be named as a thousand tiles
	}
	return nil
}

// maxConfig bounds a decoder's parameter sets, which every tile repeats; real ones have
// about 100 bytes.
const maxConfig = 64 << 10

// coded makes an elementary stream of an item.
func coded(entry *item, data []byte) (l Layer, err error) {
	switch entry.kind {
	case "hvc1":
		config := entry.property("hvcC")
		if len(config) < 23 || len(config) > maxConfig {
			return l, ErrSense
		}
		l.Codec, l.Depth = HEVC, 8+int(config[17]&7)
		l.Subsampling = []string{"", "4:2:0", "4:2:2", "4:4:4"}[config[16]&3]
		stream, err := annexB(config, data)
		l.Tiles = [][]byte{stream}
		return l, err
	case "av01":
		config := entry.property("av1C")
		if len(config) < 4 {
			return l, ErrSense
		}
		l.Codec, l.Depth = AV1, 8+int(config[2]>>6&1)*2*(1+int(config[2]>>5&1))
		switch {
		case config[2]&0x10 != 0: // one channel
		case config[2]&0x0c == 0x0c:
			l.Subsampling = "4:2:0"
		case config[2]&0x08 != 0:
			l.Subsampling = "4:2:2"
		default:
			l.Subsampling = "4:4:4"
		}
		delimiter := []byte{0x12, 0x00}
		l.Tiles = [][]byte{append(delimiter, data...)}
		return l, nil
	}
	return l, ErrForeign
}

// annexB writes the parameter sets and then the picture's units with start codes in
// the place of their lengths.
func annexB(config, data []byte) ([]byte, error) {
	out := make([]byte, 0, len(data)+64)
	r := &reader{data: config[21:]}
	add := func(unit []byte) {
		r.bad = r.bad || len(unit) < 2 // of empty ones a file could hold as many as bytes
		out = append(append(out, 0, 0, 0, 1), unit...)
	}
	lengthSize := r.u8()&3 + 1
	for arrays := r.u8(); arrays > 0 && !r.bad; arrays-- {
		r.u8()
		for units := r.u16(); units > 0 && !r.bad; units-- {
			add(r.bytes(r.u16()))
		}
	}
	for r.data = data; len(r.data) > 0 && !r.bad; {
		size := r.number(lengthSize)
		if size > uint64(len(r.data)) {
			return nil, ErrCut
		}
		add(r.bytes(int(size)))
	}
	if r.bad {
		return nil, ErrSense
	}
	return out, nil
}
