package hevc

import mathbits "math/bits"

// arithmetic is the decoder of binary decisions (9.3.4.3). Behind the data's end it reads zeros.
type arithmetic struct {
	data  []byte
	next  int    // byte
	value uint64 // the spec's offset, with the bits beyond it that are at hand
	extra int    // how many those are
	span  uint64 // 256…510
}

// chance is what is expected of a kind of decision: twice its state, and the likelier value.
type chance uint8

func (a *arithmetic) start(data []byte) {
	*a = arithmetic{data: data, extra: -9, span: 510}
	a.fill()
}

func (a *arithmetic) fill() {
	for a.extra <= 40 {
		a.value <<= 8
		if a.next < len(a.data) {
			a.value |= uint64(a.data[a.next])
		}
		a.next++
		a.extra += 8
	}
}

// restart goes on at the byte behind what is read, which a final decision ended.
func (a *arithmetic) restart() {
	a.start(a.data[min(a.behind(), len(a.data)):])
}

// behind is the first byte of which nothing is read.
func (a *arithmetic) behind() int { return (8*a.next - a.extra + 7) / 8 }

// ended says that more was decoded than there is.
func (a *arithmetic) ended() bool { return a.behind() > len(a.data)+2 }

func (a *arithmetic) bit(c *chance) bool {
	if a.extra < 8 {
		a.fill()
	}
	state := *c >> 1
	less := uint64(lessLikely[state][a.span>>6&3])
	a.span -= less
	one := *c&1 == 1
	scaled := a.span << a.extra
	if a.value < scaled {
		*c = moreState[state]<<1 | *c&1
		if a.span < 256 {
			a.span <<= 1
			a.extra--
		}
		return one
	}
	a.value -= scaled
	if state == 0 {
		*c ^= 1
	}
	*c = lessState[state]<<1 | *c&1
	shift := 9 - mathbits.Len64(less)
	a.span = less << shift
	a.extra -= shift
	return !one
}

// even decodes a decision of which both ways are as likely.
func (a *arithmetic) even() bool {
	if a.extra < 8 {
		a.fill()
	}
	a.extra--
	if scaled := a.span << a.extra; a.value >= scaled {
		a.value -= scaled
		return true
	}
	return false
}

// uint decodes so many bits of a number.
func (a *arithmetic) uint(count int) (v int) {
	for range count {
		v <<= 1
		if a.even() {
			v |= 1
		}
	}
	return v
}

// final decodes whether something ends here.
func (a *arithmetic) final() bool {
	if a.extra < 8 {
		a.fill()
	}
	a.span -= 2
	if a.value >= a.span<<a.extra {
		return true
	}
	if a.span < 256 {
		a.span <<= 1
		a.extra--
	}
	return false
}
