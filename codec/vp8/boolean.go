package vp8

import "math/bits"

// boolean is an arithmetic decoder of bits (RFC 6386, 7). Behind the data's end it reads zeros.
type boolean struct {
	data  []byte
	value uint64 // the bits at hand, from the top
	count int    // of them beyond the first eight
	past  int    // of them from behind the end
	span  uint32 // 128…255
}

func newBoolean(data []byte) boolean { return boolean{data: data, count: -8, span: 255} }

// bit decodes one bit that is 0 by a chance of chance/256.
func (b *boolean) bit(chance uint8) bool {
	if b.count < 0 {
		b.fill()
	}
	split := 1 + (b.span-1)*uint32(chance)>>8
	from, one := uint64(split)<<56, false
	if b.value >= from {
		b.value -= from
		b.span -= split
		one = true
	} else {
		b.span = split
	}
	shift := bits.LeadingZeros8(uint8(b.span))
	b.span <<= shift
	b.value <<= shift
	b.count -= shift
	return one
}

func (b *boolean) fill() {
	for shift := 48 - b.count; shift >= 0; shift -= 8 {
		if len(b.data) > 0 {
			b.value |= uint64(b.data[0]) << shift
			b.data = b.data[1:]
		} else {
			b.past += 8
		}
		b.count += 8
	}
}

// ended says that more was decoded than there is.
func (b *boolean) ended() bool { return b.past > b.count+8 }

func (b *boolean) flag() bool { return b.bit(128) }

// uint decodes so many bits, the highest first, each 0 by a chance of chance/256.
func (b *boolean) uint(chance uint8, bits int) (v int) {
	for range bits {
		v <<= 1
		if b.bit(chance) {
			v |= 1
		}
	}
	return v
}

// optional decodes a number of so many bits and a sign, where there is one.
func (b *boolean) optional(bits int) int {
	if !b.flag() {
		return 0
	}
	v := b.uint(128, bits)
	if b.flag() {
		return -v
	}
	return v
}

// tree decodes a value by a tree (8.1): pairs of what comes next, above 0 the place of another pair, else a value, negated.
func (b *boolean) tree(tree []int8, chances []uint8) int {
	i := 0
	for {
		if b.bit(chances[i/2]) {
			i++
		}
		if i = int(tree[i]); i <= 0 {
			return -i
		}
	}
}
