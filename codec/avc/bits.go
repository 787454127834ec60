package avc

import (
	"encoding/binary"
	mathbits "math/bits"
)

// bits reads a unit's syntax. Behind its end it reads zeros, and says so.
type bits struct {
	data []byte
	at   int // bits
	past bool
}

// peek is the next 32 bits.
func (b *bits) peek() uint32 {
	var next [8]byte
	if i := b.at >> 3; i+8 <= len(b.data) {
		copy(next[:], b.data[i:i+8])
	} else if i < len(b.data) {
		copy(next[:], b.data[i:])
	}
	return uint32(binary.BigEndian.Uint64(next[:]) << (b.at & 7) >> 32)
}

func (b *bits) skip(count int) {
	b.at += count
	b.past = b.past || b.at > 8*len(b.data)
}

// uint reads so many bits, up to 32.
func (b *bits) uint(count int) int {
	v := int(uint64(b.peek()) >> (32 - count))
	b.skip(count)
	return v
}

func (b *bits) flag() bool { return b.uint(1) == 1 }

// ue reads an Exp-Golomb code of 0 to limit (9.1); one beyond it counts as the end.
func (b *bits) ue(limit int) int {
	zeros := mathbits.LeadingZeros32(b.peek())
	b.skip(zeros)
	if zeros == 32 || b.past {
		b.past = true
		return 0
	}
	v := b.uint(zeros+1) - 1
	if v > limit {
		b.past = true
		return 0
	}
	return v
}

// se reads one with a sign, from -limit to limit.
func (b *bits) se(limit int) int {
	v := b.ue(2 * limit)
	if v&1 == 1 {
		return (v + 1) / 2
	}
	return -v / 2
}

// align goes on to where a byte begins.
func (b *bits) align() { b.skip(-b.at & 7) }

// end is where the syntax ends: at the last bit that is 1 (7.2).
func (b *bits) end() int {
	for i := len(b.data) - 1; i >= 0; i-- {
		if b.data[i] != 0 {
			return 8*i + 7 - mathbits.TrailingZeros8(b.data[i])
		}
	}
	return 0
}

// more tells whether there is something before that.
func (b *bits) more() bool { return b.at < b.end() }
