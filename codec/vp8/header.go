package vp8

import (
	"encoding/binary"
	"image"
)

// readFrame reads a key frame's header (RFC 6386, 9), as the "VP8 " chunk of a WebP has it.
func readFrame(data []byte) (*frame, error) {
	if len(data) < 10 || data[0]&1 != 0 || string(data[3:6]) != "\x9d\x01\x2a" {
		return nil, ErrFormat
	}
	first := int(data[0])>>5 | int(data[1])<<3 | int(data[2])<<11
	f := &frame{
		size:   image.Pt(int(binary.LittleEndian.Uint16(data[6:])&0x3fff), int(binary.LittleEndian.Uint16(data[8:])&0x3fff)),
		tokens: tokenProbabilities,
	}
	f.across, f.down = (f.size.X+15)/16, (f.size.Y+15)/16
	data = data[10:]
	if first > len(data) || f.size.X == 0 || f.size.Y == 0 {
		return nil, ErrFormat
	}
	b := newBoolean(data[:first])
	b.flag() // the colour space, of which there is one
	b.flag() // whether values need clipping: they get it
	quantisers := f.readSegments(&b)
	skipFilter(&b)
	if err := f.readPartitions(1<<b.uint(128, 2), data[first:]); err != nil {
		return nil, err
	}
	f.readSteps(&b, quantisers)
	b.flag() // whether later frames start from these probabilities
	f.readTokens(&b)
	if f.skips = b.flag(); f.skips {
		f.skipChance = uint8(b.uint(128, 8))
	}
	f.modes = b
	return f, nil
}

// readSegments reads how macroblocks are told apart (9.3), and how their quantiser follows from the frame's.
func (f *frame) readSegments(b *boolean) (of func(segment, index int) int) {
	f.segmentChance = [3]uint8{255, 255, 255}
	if !b.flag() {
		return func(_, index int) int { return index }
	}
	of = func(int, int) int { return 0 } // unless it says, as libwebp has it
	f.mapped = b.flag()
	if b.flag() {
		absolute := b.flag()
		var own [segments]int
		for i := range own {
			own[i] = b.optional(7)
		}
		for range segments {
			b.optional(6) // the loop filter's
		}
		of = func(segment, index int) int {
			if absolute {
				return own[segment]
			}
			return index + own[segment]
		}
	}
	if f.mapped {
		for i := range f.segmentChance {
			if b.flag() {
				f.segmentChance[i] = uint8(b.uint(128, 8))
			}
		}
	}
	return of
}

// skipFilter reads over the loop filter (9.6): what it does comes after everything here.
func skipFilter(b *boolean) {
	b.uint(128, 1+6+3)
	if b.flag() && b.flag() {
		for range 8 {
			b.optional(6)
		}
	}
}

// readPartitions finds where the rows' coefficients are (9.5).
func (f *frame) readPartitions(count int, data []byte) error {
	sizes := 3 * (count - 1)
	if len(data) < sizes {
		return ErrFormat
	}
	rest := data[sizes:]
	for n := range count {
		size := len(rest)
		if n < count-1 {
			size = int(data[3*n]) | int(data[3*n+1])<<8 | int(data[3*n+2])<<16
		}
		if size > len(rest) {
			return ErrFormat
		}
		f.partitions = append(f.partitions, newBoolean(rest[:size]))
		rest = rest[size:]
	}
	return nil
}

// readSteps reads the quantiser's indices (9.6), each segment's by the frame's.
func (f *frame) readSteps(b *boolean, of func(segment, index int) int) {
	index := b.uint(128, 7)
	lumaDC, wholeDC, wholeAC, chromaDC, chromaAC := b.optional(4), b.optional(4), b.optional(4), b.optional(4), b.optional(4)
	for n := range f.steps {
		q := of(n, index)
		at := func(table *[128]int32, more int) int32 { return table[min(max(q+more, 0), 127)] }
		f.index[n] = min(max(q, 0), 127)
		f.steps[n] = steps{
			luma:   [2]int32{at(&dcSteps, lumaDC), at(&acSteps, 0)},
			whole:  [2]int32{2 * at(&dcSteps, wholeDC), max(at(&acSteps, wholeAC)*155/100, 8)},
			chroma: [2]int32{min(at(&dcSteps, chromaDC), 132), at(&acSteps, chromaAC)},
		}
	}
}

// readTokens reads where the frame's probabilities depart from what they are unless said else (13.4).
func (f *frame) readTokens(b *boolean) {
	for i := range f.tokens {
		for j := range f.tokens[i] {
			for k := range f.tokens[i][j] {
				for l := range f.tokens[i][j][k] {
					if b.bit(updateProbabilities[i][j][k][l]) {
						f.tokens[i][j][k][l] = uint8(b.uint(128, 8))
					}
				}
			}
		}
	}
}
