package jpeg

import "math/bits"

// bitWriter writes the coded bits of a scan, the highest first.
type bitWriter struct {
	to  []byte
	acc uint64
	n   uint // bits in hand, the low ones of acc
}

// put writes the k low bits of v, at most 32.
func (b *bitWriter) put(v uint32, k uint) {
	b.acc, b.n = b.acc<<k|uint64(v), b.n+k
	for b.n >= 8 {
		b.n -= 8
		one := byte(b.acc >> b.n)
		if b.to = append(b.to, one); one == 0xff {
			b.to = append(b.to, 0) // lest it be taken for a marker
		}
	}
}

// flush fills the last byte with ones.
func (b *bitWriter) flush() {
	if b.n > 0 {
		b.put(0xff>>b.n, 8-b.n)
	}
}

// code writes a block whose level differs by change from that of the block before it.
func (b *bitWriter) code(codes *codes, coefficients *block, change int32) {
	b.signed(&codes.dcCode, 0, change)
	run := 0
	for _, place := range zigzag[1:] {
		v := coefficients[place]
		if v == 0 {
			run++
			continue
		}
		for ; run > 15; run -= 16 {
			b.symbol(&codes.acCode, 0xf0)
		}
		b.signed(&codes.acCode, run, int32(v))
		run = 0
	}
	if run > 0 {
		b.symbol(&codes.acCode, 0)
	}
}

// signed writes the symbol of a run of zeros and of the size of v, and v itself: as it is or, where it is negative, less 1.
func (b *bitWriter) signed(codes *[256]codeword, run int, v int32) {
	size := uint(bits.Len32(uint32(max(v, -v))))
	b.symbol(codes, run<<4|int(size))
	b.put(uint32(v+v>>31)&(1<<size-1), size)
}

func (b *bitWriter) symbol(codes *[256]codeword, symbol int) {
	b.put(uint32(codes[symbol].bits), uint(codes[symbol].length))
}

// codeword is a symbol's code.
type codeword struct {
	bits   uint16
	length uint8
}

// codes are those of a kind of component.
type codes struct {
	dc, ac         []byte // as a DHT segment holds them: how many codes there are of each length, then their symbols
	dcCode, acCode [256]codeword
}

func newCodes(dc, ac []byte) codes { return codes{dc, ac, codewords(dc), codewords(ac)} }

// codewords numbers the symbols, as annex C of the standard says.
func codewords(table []byte) (all [256]codeword) {
	symbols, code := table[16:], uint16(0)
	for length := 1; length <= 16; length++ {
		for range table[length-1] {
			all[symbols[0]] = codeword{code, uint8(length)}
			symbols, code = symbols[1:], code+1
		}
		code <<= 1
	}
	return all
}
