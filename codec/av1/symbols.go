package av1

import "math/bits"

// symbols is the decoder of symbols (8.2). Behind the data's end it reads zeros.
type symbols struct {
	data   []byte
	next   int    // byte
	window uint64 // what is to be decoded, all its bits turned over, from the top on
	extra  int    // bits that are at hand beyond the first 16
	span   uint32 // 2¹⁵…2¹⁶ − 1
	frozen bool   // chances stay as they are
}

func (s *symbols) start(data []byte, frozen bool) {
	*s = symbols{data: data, extra: -15, span: 1 << 15, frozen: frozen}
	s.fill()
}

func (s *symbols) fill() {
	for s.extra <= 40 {
		v := uint64(0xff)
		if s.next < len(s.data) {
			v ^= uint64(s.data[s.next])
		}
		s.window |= v << (40 - s.extra)
		s.next++
		s.extra += 8
	}
}

// ended says that more was decoded than there is.
func (s *symbols) ended() bool { return 8*s.next-s.extra-16 > 8*len(s.data)+8 }

// take narrows to what lies from `from` on, of a span.
func (s *symbols) take(from, span uint32) {
	s.window -= uint64(from) << 48
	shift := bits.LeadingZeros16(uint16(span))
	s.window <<= shift
	s.span = span << shift
	if s.extra -= shift; s.extra < 0 {
		s.fill()
	}
}

// symbol decodes one of n + 1 values (8.2.6).
func (s *symbols) symbol(c []uint16, n int) int {
	c = c[:n+1]
	at, high, low := uint32(s.window>>48), s.span, uint32(0)
	value := 0
	for {
		low = s.span>>8*uint32(c[value]>>6)>>1 + 4*uint32(n-value) // 0 of the last, as counts are small
		if at >= low {
			break
		}
		high = low
		value++
	}
	s.take(low, high-low)
	if s.frozen {
		return value
	}
	rate := 4 + c[n]>>4
	if n > 2 {
		rate++
	}
	for i := range c[:value] {
		c[i] += (1<<15 - c[i]) >> rate
	}
	for i := value; i < n; i++ {
		c[i] -= c[i] >> rate
	}
	if c[n] < 32 {
		c[n]++
	}
	return value
}

// flag decodes one of two values.
func (s *symbols) flag(c *[2]uint16) bool {
	is := s.likely(uint32(c[0]))
	if s.frozen {
		return is
	}
	rate := 4 + c[1]>>4
	if is {
		c[0] += (1<<15 - c[0]) >> rate
	} else {
		c[0] -= c[0] >> rate
	}
	if c[1] < 32 {
		c[1]++
	}
	return is
}

// likely decodes a flag that is set as often as told, in 2¹⁵ths.
func (s *symbols) likely(often uint32) bool {
	low := s.span>>8*(often>>6)>>1 + 4
	if uint32(s.window>>48) >= low {
		s.take(low, s.span-low)
		return false
	}
	s.take(0, low)
	return true
}
