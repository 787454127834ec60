package avc

import (
	mathbits "math/bits"
	"strconv"
	"strings"
)

// codes are a table's by how many zeros come first, and which three bits behind the one that follows.
type codes [17 * 8]struct{ value, length uint8 }

// code reads one of a table's.
func (l *lengths) code(of *codes) int {
	next := uint16(l.peek() >> 16)
	zeros := mathbits.LeadingZeros16(next)
	c := &of[zeros<<3|int(next<<(zeros+1)>>13)]
	l.skip(int(c.length))
	l.bits.past = l.bits.past || c.length == 0 // there is none such
	return int(c.value)
}

// table reads codes as the standard prints them, and what each says by its number.
func table(text string, says func(n int) int) (of codes) {
	for n, digits := range strings.Fields(text) {
		zeros := len(digits) - len(strings.TrimLeft(digits, "0"))
		from, to := zeros<<3, len(of)
		if zeros < len(digits) { // a 1 comes, and some bits of three
			rest, _ := strconv.ParseUint("0"+digits[zeros+1:], 2, 8)
			open := 3 - (len(digits) - zeros - 1)
			from += int(rest) << open
			to = from + 1<<open
		}
		for i := from; i < to; i++ {
			of[i].value, of[i].length = uint8(says(n)), uint8(len(digits))
		}
	}
	return of
}

// tables are those of the numbers of texts.
func tables(texts ...string) (of []codes) {
	for _, text := range texts {
		of = append(of, table(text, func(n int) int { return n }))
	}
	return of
}
