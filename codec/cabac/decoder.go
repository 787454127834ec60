// Package cabac is the decoder of binary decisions that AVC and HEVC have in common: context-adaptive binary arithmetic coding (9.3 of
// H.264 and of H.265).
package cabac

import mathbits "math/bits"

// Decoder decodes decisions. Behind the data's end it reads zeros.
type Decoder struct {
	data  []byte
	next  int    // byte
	value uint64 // the spec's offset, with the bits beyond it that are at hand
	extra int    // how many those are
	span  uint64 // 256…510
}

// Chance is what is expected of a kind of decision: twice its state, and the likelier value.
type Chance uint8

// Beginning is how a chance begins at a QP, by what its table says of it: how it changes with that, in sixteenths, and where it lies at 0.
func Beginning(slope, offset, qp int) Chance {
	state := min(max(slope*min(max(qp, 0), 51)>>4+offset, 1), 126)
	if state <= 63 {
		return Chance(63-state) << 1
	}
	return Chance(state-64)<<1 | 1
}

// Start begins with data.
func (a *Decoder) Start(data []byte) {
	*a = Decoder{data: data, extra: -9, span: 510}
	a.fill()
}

func (a *Decoder) fill() {
	for a.extra <= 40 {
		a.value <<= 8
		if a.next < len(a.data) {
			a.value |= uint64(a.data[a.next])
		}
		a.next++
		a.extra += 8
	}
}

// Restart goes on at the byte behind what is read, which a final decision ended.
func (a *Decoder) Restart() {
	a.Start(a.data[min(a.Behind(), len(a.data)):])
}

// Behind is the first byte of which nothing is read.
func (a *Decoder) Behind() int { return (8*a.next - a.extra + 7) / 8 }

// Ended says that more was decoded than there is.
func (a *Decoder) Ended() bool { return a.Behind() > len(a.data)+2 }

// Bit decodes a decision, and learns from it.
func (a *Decoder) Bit(c *Chance) bool {
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

// Even decodes a decision of which both ways are as likely.
func (a *Decoder) Even() bool {
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

// Uint decodes so many bits of a number.
func (a *Decoder) Uint(count int) (v int) {
	for range count {
		v <<= 1
		if a.Even() {
			v |= 1
		}
	}
	return v
}

// Final decodes whether something ends here.
func (a *Decoder) Final() bool {
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
