package av1

import "math/bits"

// even decodes a flag of which both ways are as likely.
func (s *symbols) even() bool { return s.likely(1 << 14) }

// uint decodes so many bits of a number (8.2.5).
func (s *symbols) uint(count int) (v int) {
	for range count {
		v <<= 1
		if s.even() {
			v |= 1
		}
	}
	return v
}

// below decodes a number below n, all as likely (4.10.10, NS).
func (s *symbols) below(n int) int {
	width := bits.Len(uint(n))
	short := 1<<width - n
	v := s.uint(width - 1)
	if v < short {
		return v
	}
	return 2*v - short + s.uint(1)
}

// golomb decodes a number from 0 on (5.11.39).
func (s *symbols) golomb() int {
	length := 0
	for length < 32 && !s.even() {
		length++
	}
	return 1<<length + s.uint(length) - 1
}

// about decodes a number below 8 << k that is likely near another (5.11.58).
func (s *symbols) about(to, k int) int {
	n, from := 8<<k, 0
	if s.even() {
		if s.even() {
			k++
			if s.even() {
				k++
			}
		}
		from = 1 << k
	}
	v := from + s.uint(k)
	if 2*to <= n {
		return recentred(to, v)
	}
	return n - 1 - recentred(n-1-to, v)
}

// recentred is number v of those around another, from the nearest on.
func recentred(to, v int) int {
	switch {
	case v > 2*to:
		return v
	case v&1 == 0:
		return to + v>>1
	}
	return to - (v+1)>>1
}
