package hevc

// bits reads a unit's syntax, bit by bit. Behind its end it reads zeros, and says so.
type bits struct {
	data []byte
	at   int // bits
	past bool
}

func (b *bits) flag() bool { return b.uint(1) == 1 }

// uint reads so many bits, up to 32.
func (b *bits) uint(count int) (v int) {
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

// ue reads an Exp-Golomb code of 0 to limit (9.2); one beyond it counts as the end.
func (b *bits) ue(limit int) int {
	zeros := 0
	for !b.flag() {
		if zeros++; zeros > 31 || b.past {
			b.past = true
			return 0
		}
	}
	v := 1<<zeros - 1 + b.uint(zeros)
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
