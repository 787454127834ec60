package codec

import "encoding/binary"

// Tables are cumulative frequencies out of 65536 for an entropy coder: row r stands for
// the symbols from Offsets[r] on, and its last step for all symbols that lie outside.
type Tables struct {
	Rows    [][]uint32 // each from 0 to 65536
	Offsets []int32
}

// The entropy coder is that of CompressAI, bit for bit: rANS with 64 bits of state
// (F. Giesen's rans64), and symbols outside a table in nibbles that bypass it.
const (
	ransLowerBound = 1 << 31 // of the state
	tableBits      = 16
	bypassBits     = 4
	maxBypass      = 1<<bypassBits - 1
)

// ransSymbol is what goes into the state: a step of a table, or a nibble that bypasses it.
type ransSymbol struct {
	start, width uint32
	bypass       bool
}

// encode writes symbols, each by the row that its number in rows names.
func (t *Tables) encode(symbols, rows []int32) []byte {
	coded := make([]ransSymbol, 0, len(symbols))
	for i, symbol := range symbols {
		row := t.Rows[rows[i]]
		outside := int32(len(row) - 2) // the last step
		value := symbol - t.Offsets[rows[i]]
		raw := uint32(0)
		switch {
		case value < 0:
			raw, value = uint32(-2*value-1), outside
		case value >= outside:
			raw, value = uint32(2*(value-outside)), outside
		}
		coded = append(coded, ransSymbol{row[value], row[value+1] - row[value], false})
		if value == outside {
			coded = appendBypass(coded, raw)
		}
	}
	return ransEncode(coded)
}

// appendBypass appends how many nibbles a number has, which is at most 8 and so a nibble itself,
// and then these, the lowest first.
func appendBypass(coded []ransSymbol, raw uint32) []ransSymbol {
	put := func(v uint32) { coded = append(coded, ransSymbol{v, 1, true}) }
	count := uint32(0)
	for count < 8 && raw>>(count*bypassBits) != 0 {
		count++
	}
	put(count)
	for n := range count {
		put(raw >> (n * bypassBits) & maxBypass)
	}
	return coded
}

// ransEncode turns symbols into bytes: last in, first out, as rANS has it.
func ransEncode(coded []ransSymbol) []byte {
	words := make([]uint32, len(coded)+2) // filled from the end
	at := len(words)
	state := uint64(ransLowerBound)
	renormalise := func(limit uint64) { // makes room in the state
		if state >= limit {
			at--
			words[at] = uint32(state)
			state >>= 32
		}
	}
	for i := len(coded) - 1; i >= 0; i-- {
		s := coded[i]
		if s.bypass {
			renormalise(ransLowerBound >> tableBits << 32 << (tableBits - bypassBits))
			state = state<<bypassBits | uint64(s.start)
			continue
		}
		width := uint64(s.width)
		renormalise(ransLowerBound >> tableBits << 32 * width)
		state = state/width<<tableBits + state%width + uint64(s.start)
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(state))
	out = binary.LittleEndian.AppendUint32(out, uint32(state>>32))
	for _, word := range words[at:] {
		out = binary.LittleEndian.AppendUint32(out, word)
	}
	return out
}
