package vp8

import (
	"bytes"
	"encoding/binary"
	"image"
	"math/rand/v2"
	"testing"

	"uncodec/codec/codectest"

	xvp8 "golang.org/x/image/vp8"
)

// samples are a frame's planes as it is decoded, before the loop filter.
func samples(t testing.TB, data []byte) *image.YCbCr {
	t.Helper()
	f := constraintOf(t, data, 1).frame
	out := image.NewYCbCr(image.Rect(0, 0, 16*f.across, 16*f.down), image.YCbCrSubsampleRatio420)
	rows := f.rows()
	for y := range f.down {
		if err := rows.next(func(int, *macroblock) {}); err != nil {
			t.Fatal(err)
		}
		for i, plane := range [][]uint8{out.Y, out.Cb, out.Cr} {
			p := rows.planes[i]
			width := p.side * f.across
			for row := range p.side {
				copy(plane[(y*p.side+row)*width:][:width], p.pix[p.at(0, row):])
			}
		}
	}
	return out
}

// sameAsDecoded compares with what x/image decodes; the frame asks for no loop filter.
func sameAsDecoded(t *testing.T, data []byte) bool {
	t.Helper()
	d := xvp8.NewDecoder()
	d.Init(bytes.NewReader(data), len(data))
	h, err := d.DecodeFrameHeader()
	if err != nil {
		t.Fatal(err)
	}
	want, err := d.DecodeFrame()
	if err != nil {
		t.Fatal(err)
	}
	got := samples(t, data)
	for y := range h.Height {
		for x := range h.Width {
			if got.YCbCrAt(x, y) != want.YCbCrAt(x, y) {
				t.Errorf("%d × %d: at %d,%d %v, and x/image has %v", h.Width, h.Height, x, y, got.YCbCrAt(x, y), want.YCbCrAt(x, y))
				return false
			}
		}
	}
	return true
}

// TestSamples: what is predicted and added comes to what x/image decodes, to the bit: of what libwebp writes at a quality of
// 100, where it asks for no loop filter.
func TestSamples(t *testing.T) {
	for _, size := range []image.Point{{160, 128}, {33, 47}, {1, 1}, {17, 200}} {
		for method := range 7 {
			sameAsDecoded(t, encoded(t, codectest.Photo(t, size.X, size.Y), 100, method))
		}
	}
}

// TestRandomSamples: the same of all that a header may ask for, steps, segments and partitions, with chance in place of modes and levels.
func TestRandomSamples(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		if !sameAsDecoded(t, randomFrame(random)) {
			t.Fatal("frame ", n)
		}
	}
}

func randomFrame(random *rand.Rand) []byte {
	width, height := 1+random.IntN(70), 1+random.IntN(120)
	e := booleanEncoder{span: 255, count: 24}
	e.uint(0, 2)
	if e.chance(random) { // segments
		mapped := e.chance(random)
		if e.chance(random) {
			e.chance(random) // absolute or not
			for range segments {
				e.optional(random, 7)
			}
			e.uint(0, segments) // nothing for the loop filter
		}
		if mapped {
			for range 3 {
				e.uint(1<<8|1+random.IntN(255), 9)
			}
		}
	}
	e.uint(0, 1+6+3+1) // no loop filter
	partitions := random.IntN(4)
	e.uint(partitions, 2)
	e.uint(random.IntN(128), 7)
	for range 5 {
		e.optional(random, 4)
	}
	e.uint(0, 1)
	for _, plane := range updateProbabilities {
		for _, band := range plane {
			for _, context := range band {
				for _, chance := range context {
					e.bit(chance, false)
				}
			}
		}
	}
	if e.chance(random) {
		e.uint(random.IntN(256), 8)
	}
	macroblocks := (width + 15) / 16 * ((height + 15) / 16)
	for range 40 * macroblocks { // modes
		e.uint(random.IntN(256), 8)
	}
	e.uint(0, 32)

	head := binary.LittleEndian.AppendUint32(nil, uint32(0x10|len(e.out)<<5))[:3]
	head = append(head, 0x9d, 0x01, 0x2a)
	head = binary.LittleEndian.AppendUint16(head, uint16(width))
	head = binary.LittleEndian.AppendUint16(head, uint16(height))
	frame, body := append(head, e.out...), []byte(nil)
	for n := range 1 << partitions {
		levels := make([]byte, 700*macroblocks)
		for i := range levels {
			levels[i] = byte(random.IntN(256))
		}
		levels[0] &= 0x7f // an encoder's value begins below the span
		if n < 1<<partitions-1 {
			frame = append(frame, byte(len(levels)), byte(len(levels)>>8), byte(len(levels)>>16))
		}
		body = append(body, levels...)
	}
	return append(frame, body...)
}

// booleanEncoder is boolean's way back (RFC 6386, 7.3).
type booleanEncoder struct {
	out    []byte
	span   uint32
	bottom uint32
	count  int // bits until a byte is whole
}

func (e *booleanEncoder) bit(chance uint8, one bool) {
	split := 1 + (e.span-1)*uint32(chance)>>8
	if one {
		before := e.bottom
		e.bottom += split
		e.span -= split
		if e.bottom < before {
			e.carry()
		}
	} else {
		e.span = split
	}
	for ; e.span < 128; e.span <<= 1 {
		if e.bottom>>31 == 1 {
			e.carry()
		}
		e.bottom <<= 1
		if e.count--; e.count == 0 {
			e.out = append(e.out, byte(e.bottom>>24))
			e.bottom &= 1<<24 - 1
			e.count = 8
		}
	}
}

func (e *booleanEncoder) carry() {
	i := len(e.out) - 1
	for ; e.out[i] == 255; i-- {
		e.out[i] = 0
	}
	e.out[i]++
}

// uint encodes so many bits, the highest first.
func (e *booleanEncoder) uint(v, bits int) {
	for i := bits - 1; i >= 0; i-- {
		e.bit(128, v>>i&1 == 1)
	}
}

// chance encodes a flag by chance, and says which.
func (e *booleanEncoder) chance(random *rand.Rand) bool {
	one := random.IntN(2) == 1
	e.bit(128, one)
	return one
}

// optional encodes a random number of so many bits and a sign, or that there is none.
func (e *booleanEncoder) optional(random *rand.Rand, bits int) {
	if e.chance(random) {
		e.uint(random.IntN(1<<bits), bits)
		e.chance(random)
	}
}
