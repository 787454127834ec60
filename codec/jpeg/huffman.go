package jpeg

// bitReader reads the coded bits of a JPEG scan. It stops at a marker; reading
// past it yields zeros and sets bad, which scans look at after each MCU.
type bitReader struct {
	data []byte // what follows the bits in hand
	acc  uint64
	n    int // bits in hand, the low ones of acc
	bad  bool
}

// fill takes in whole bytes, undoing the stuffing of 0xff.
func (b *bitReader) fill() {
	for b.n <= 48 && len(b.data) > 0 {
		v, size := b.data[0], 1
		if v == 0xff {
			if len(b.data) < 2 || b.data[1] != 0 {
				return
			}
			size = 2
		}
		b.acc, b.n = b.acc<<8|uint64(v), b.n+8
		b.data = b.data[size:]
	}
}

// peek shows the next k bits, at most 16, with zeros past the end.
func (b *bitReader) peek(k int) int {
	if b.n < k {
		b.fill()
	}
	if b.n < k {
		return int(b.acc<<(k-b.n)) & (1<<k - 1)
	}
	return int(b.acc>>(b.n-k)) & (1<<k - 1)
}

func (b *bitReader) skip(k int) {
	if b.n -= k; b.n < 0 {
		b.n, b.acc, b.bad = 0, 0, true
	}
}

// take reads k bits, at most 16.
func (b *bitReader) take(k int) int {
	v := b.peek(k)
	b.skip(k)
	return v
}

// receiveExtend reads a signed value of s bits: those beginning with 0 are negative.
func (b *bitReader) receiveExtend(s int) int {
	v := b.take(s)
	if s > 0 && v < 1<<(s-1) {
		v += 1 - 1<<s
	}
	return v
}

// huffmanTable is a decoding table.
type huffmanTable struct {
	lookup [256]uint16 // for codes up to 8 bits: length<<8 | symbol; 0 for longer ones
	last   [17]int     // the last code of each length, -1 where there is none
	offset [17]int     // from a code of each length to its place in symbols
	symbol []byte
}

// newHuffmanTable builds the table from a DHT segment's 16 counts and symbols, and
// returns what follows them; nil where they make no code.
func newHuffmanTable(b []byte) (*huffmanTable, []byte) {
	if len(b) < 16 {
		return nil, nil
	}
	total := 0
	for _, n := range b[:16] {
		total += int(n)
	}
	if total > 256 || len(b) < 16+total {
		return nil, nil
	}
	h := &huffmanTable{symbol: b[16 : 16+total]}
	code, place := 0, 0
	for length := 1; length <= 16; length++ {
		h.last[length], h.offset[length] = -1, place-code
		for range b[length-1] {
			if code >= 1<<length {
				return nil, nil
			}
			h.last[length] = code
			h.fillLookup(code, length, h.symbol[place])
			code, place = code+1, place+1
		}
		code <<= 1
	}
	return h, b[16+total:]
}

// fillLookup enters a short code under every byte that begins with it.
func (h *huffmanTable) fillLookup(code, length int, symbol byte) {
	if length > 8 {
		return
	}
	first := code << (8 - length)
	for i := range 1 << (8 - length) {
		h.lookup[first+i] = uint16(length)<<8 | uint16(symbol)
	}
}

// symbol decodes one symbol.
func (b *bitReader) symbol(h *huffmanTable) int {
	if e := h.lookup[b.peek(8)]; e != 0 {
		b.skip(int(e >> 8))
		return int(e & 255)
	}
	for length := 9; length <= 16; length++ {
		if code := b.peek(length); code <= h.last[length] {
			b.skip(length)
			return int(h.symbol[code+h.offset[length]])
		}
	}
	b.bad = true
	return 0
}
