package av1

import "math/bits"

// syntax reads a header's syntax, bit by bit. Behind its end it reads zeros, and says so.
type syntax struct {
	data []byte
	at   int // bits
	past bool
}

func (b *syntax) flag() bool { return b.uint(1) == 1 }

// uint reads so many bits, up to 32.
func (b *syntax) uint(count int) (v int) {
	for range count {
		v <<= 1
		if i := b.at >> 3; i < len(b.data) {
			v |= int(b.data[i]>>(7-b.at&7)) & 1
		} else {
			b.past = true
		}
		b.at++
	}
	return v
}

// upTo reads so many bits of a number that has a limit; one beyond it counts as the end.
func (b *syntax) upTo(limit, count int) int {
	v := b.uint(count)
	if v > limit {
		b.past = true
		return 0
	}
	return v
}

// int reads so many bits of a number with a sign (4.10.6).
func (b *syntax) int(count int) int {
	v := b.uint(count)
	return v - v>>(count-1)<<count
}

// below reads a number below n, all as likely (4.10.7).
func (b *syntax) below(n int) int {
	width := bits.Len(uint(n))
	short := 1<<width - n
	v := b.uint(width - 1)
	if v < short {
		return v
	}
	return 2*v - short + b.uint(1)
}

// long reads a number in groups of 7 bits, the lowest first (4.10.5).
func (b *syntax) long() (v int) {
	for i := range 8 {
		more := b.flag()
		v |= b.uint(7) << (7 * i)
		if !more {
			return v
		}
	}
	b.past = true
	return 0
}

// skipGolomb reads over a number that begins with as many zeros as it has further bits (4.10.3).
func (b *syntax) skipGolomb() {
	zeros := 0
	for !b.flag() && !b.past {
		zeros++
	}
	if zeros < 32 {
		b.uint(zeros)
	}
}

// rest are the bytes from the next whole one on.
func (b *syntax) rest() []byte {
	b.at = (b.at + 7) &^ 7
	if b.at>>3 > len(b.data) {
		b.past = true
		return nil
	}
	return b.data[b.at>>3:]
}
