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
	ransLow    = 1 << 31 // the state's lower bound
	tableBits  = 16
	nibble     = 4
	mostNibble = 1<<nibble - 1
)

// step is a symbol on its way into the state: of a table, or a nibble.
type step struct {
	start, width uint32
	bypass       bool
}

// encode writes symbols, each by the row that its number in which names.
func (t *Tables) encode(symbols, which []int32) []byte {
	steps := make([]step, 0, len(symbols))
	for i, symbol := range symbols {
		row := t.Rows[which[i]]
		outside := int32(len(row) - 2) // the last step
		value := symbol - t.Offsets[which[i]]
		raw := uint32(0)
		switch {
		case value < 0:
			raw, value = uint32(-2*value-1), outside
		case value >= outside:
			raw, value = uint32(2*(value-outside)), outside
		}
		steps = append(steps, step{row[value], row[value+1] - row[value], false})
		if value == outside {
			steps = bypass(steps, raw)
		}
	}
	return pour(steps)
}

// bypass appends how many nibbles a number has, and then these, the lowest first.
func bypass(steps []step, raw uint32) []step {
	put := func(v uint32) { steps = append(steps, step{v, 1, true}) }
	count := uint32(0)
	for count < 8 && raw>>(count*nibble) != 0 {
		count++
	}
	left := count
	for ; left >= mostNibble; left -= mostNibble {
		put(mostNibble)
	}
	put(left)
	for n := range count {
		put(raw >> (n * nibble) & mostNibble)
	}
	return steps
}

// pour turns steps into bytes: last in, first out, as rANS has it.
func pour(steps []step) []byte {
	words := make([]uint32, len(steps)+2) // filled from the end
	at := len(words)
	state := uint64(ransLow)
	make1 := func(most uint64) { // room in the state
		if state >= most {
			at--
			words[at] = uint32(state)
			state >>= 32
		}
	}
	for i := len(steps) - 1; i >= 0; i-- {
		s := steps[i]
		if s.bypass {
			make1(ransLow >> tableBits << 32 << (tableBits - nibble))
			state = state<<nibble | uint64(s.start)
			continue
		}
		width := uint64(s.width)
		make1(ransLow >> tableBits << 32 * width)
		state = state/width<<tableBits + state%width + uint64(s.start)
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(state))
	out = binary.LittleEndian.AppendUint32(out, uint32(state>>32))
	for _, word := range words[at:] {
		out = binary.LittleEndian.AppendUint32(out, word)
	}
	return out
}
