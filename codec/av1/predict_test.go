package av1

import (
	"math/rand/v2"
	"testing"
)

// all are the modes of which a block with known edges can be.
var all = []int8{modeDC, modeV, modeH, modeD45, modeD135, modeD113, modeD157, modeD203, modeD67, modeSmooth, modeSmoothV, modeSmoothH, modePaeth, modeCfL}

func newPlane(of func(x, y int) uint16) *plane {
	p := &plane{256, make([]uint16, 256*256)}
	for i := range p.pix {
		p.pix[i] = of(i%p.stride, i/p.stride)
	}
	return p
}

func known() prediction {
	return prediction{recursive: -1, left: true, above: true, aboveRight: true, belowLeft: true, lastX: 255, lastY: 255}
}

// sides calls f for blocks of all sides, at 64, 64.
func sides(f func(b *block)) {
	for wide := 2; wide <= 6; wide++ {
		for high := max(2, wide-2); high <= min(6, wide+2); high++ {
			f(&block{blockHead: blockHead{x: 64, y: 64, wide: wide, high: high}})
		}
	}
}

// TestFlat is that whatever is predicted from a flat picture is flat, and nothing is read that is not told to be known.
func TestFlat(t *testing.T) {
	sides(func(b *block) {
		for flags := range 64 {
			of := known()
			of.left, of.above, of.aboveRight, of.belowLeft, of.smooth = flags&1 == 0, flags&2 == 0, flags&4 == 0, flags&8 == 0, flags&16 == 0
			if flags&32 == 0 {
				of.lastX, of.lastY = 64+3, 64+3
			}
			p := newPlane(func(x, y int) uint16 {
				across, down := x >= 64-1 && x < 64, y >= 64-1 && y < 64
				right, low := 64+b.width(), 64+b.height()
				if of.aboveRight {
					right += b.width()
				}
				if of.belowLeft {
					low += b.height()
				}
				if of.left && across && y >= 64 && y < min(low, of.lastY+1) || of.above && down && x >= 64 && x < min(right, of.lastX+1) ||
					of.left && of.above && across && down {
					return 700
				}
				return 3
			})
			try := func() {
				p.predict(b, &of, true, 10)
				lowest, highest := uint16(700), uint16(700)
				if !of.left && !of.above {
					lowest, highest = 511, 513
				}
				for i, v := range b.guess[:b.width()*b.height()] {
					if v < lowest || v > highest {
						t.Fatalf("%d × %d, mode %d%+d, recursive %d, flags %b: %d at %d", b.width(), b.height(), of.mode, of.delta, of.recursive, flags, v, i)
					}
					if p.pix[(64+i>>b.wide)*p.stride+64+i&(b.width()-1)] != v {
						t.Fatal("not in its plane")
					}
				}
			}
			for _, of.mode = range all {
				if of.mode < modeV || of.mode > modeD67 {
					try()
					continue
				}
				for of.delta = -3; of.delta <= 3; of.delta++ {
					try()
				}
				of.delta = 0
			}
			of.mode = modeDC
			for of.recursive = range 5 {
				try()
			}
		}
	})
}

// TestNothingKnown is what is predicted from nothing.
func TestNothingKnown(t *testing.T) {
	p := newPlane(func(x, y int) uint16 { return 9 })
	b := &block{blockHead: blockHead{wide: 3, high: 2}}
	for mode, want := range map[int8]uint16{modeDC: 128, modeV: 127, modeH: 129, modePaeth: 128, modeD45: 127, modeD203: 129, modeSmoothV: 127} {
		of := prediction{mode: mode, recursive: -1, lastX: 255, lastY: 255}
		p.predict(b, &of, true, 8)
		if b.guess[0] != want {
			t.Errorf("mode %d: %d, want %d", mode, b.guess[0], want)
		}
	}
}

// TestRamps is how directions go on with a picture that has but one.
func TestRamps(t *testing.T) {
	for _, c := range []struct {
		mode int8
		of   func(x, y int) uint16
	}{
		{modeV, func(x, y int) uint16 { return uint16(x * x) }},
		{modeH, func(x, y int) uint16 { return uint16(y * y) }},
		{modeD45, func(x, y int) uint16 { return uint16(x + y) }},
		{modeD135, func(x, y int) uint16 { return uint16(500 + x - y) }},
		{modePaeth, func(x, y int) uint16 { return uint16(x * x) }},
	} {
		p := newPlane(c.of)
		sides(func(b *block) {
			if c.mode == modeD45 && b.wide != b.high { // samples that are not there are as the last
				return
			}
			of := known()
			of.mode = c.mode
			p.predict(b, &of, false, 10)
			for i, v := range b.guess[:b.width()*b.height()] {
				x, y := i&(b.width()-1), i>>b.wide
				if c.mode == modeD45 && x == b.width()-1 && y == b.height()-1 {
					continue // the sample it comes from is one behind the last
				}
				if want := c.of(64+x, 64+y); v != want {
					t.Fatalf("mode %d, %d × %d: %d at %d, %d; want %d", c.mode, b.width(), b.height(), v, x, y, want)
				}
			}
			for i := range p.pix {
				p.pix[i] = c.of(i%p.stride, i/p.stride)
			}
		})
	}
}

// TestDoubling is that a straight edge stays straight when smoothed or doubled.
func TestDoubling(t *testing.T) {
	var e edge
	for i := range e {
		e[i] = int32(500 + 4*(i-lead))
	}
	double := e
	double.double(8, 10)
	for i := -1; i < 14; i++ {
		want := int32(500 + 2*i)
		if got := double[lead+i]; i > 0 && i < 13 && got != want {
			t.Errorf("%d is %d, want %d", i, got, want)
		}
	}
	if double[lead-2] != 496 || double[lead+14] != 528 {
		t.Errorf("ends are %d and %d", double[lead-2], double[lead+14])
	}
	for _, kernel := range kernels {
		smooth := e
		smooth.smooth(kernel, 8)
		for i := 1; i < 6; i++ {
			if got, want := smooth[lead+i], int32(500+4*i); got != want {
				t.Errorf("%v: %d is %d, want %d", kernel, i, got, want)
			}
		}
		if smooth[lead+8] != e[lead+8] || smooth[lead-1] != e[lead-1] {
			t.Error("too much is smoothed")
		}
	}
}

// TestFromLuma is of a ramp of luma, of which there is not all that chroma wants.
func TestFromLuma(t *testing.T) {
	luma := newPlane(func(x, y int) uint16 { return uint16(100 + 2*x) })
	chroma := newPlane(func(x, y int) uint16 { return 128 })
	b := &block{blockHead: blockHead{plane: 1, x: 0, y: 0, wide: 2, high: 3}}
	of := prediction{mode: modeCfL, recursive: -1, lastX: 255, lastY: 255}
	chroma.predict(b, &of, true, 8)
	chroma.predictFromLuma(b, luma, 1, -4, 4, 4, 8)
	// Luma of 4 columns is 101, 105, 105, 105: the mean is 104, and half of what lacks to that is subtracted.
	for i, v := range b.guess[:32] {
		want := []uint16{130, 128, 128, 128}[i&3]
		if i&3 > 0 {
			want = 127 // −0.5, rounded away from 0
		}
		if v != want || chroma.pix[i>>2*chroma.stride+i&3] != want {
			t.Errorf("%d: %d, want %d", i, v, want)
		}
	}
	chroma.add(b, []int32{200, -200, 31: 1}, 8)
	if got := chroma.pix[:2]; got[0] != 255 || got[1] != 0 {
		t.Errorf("%v is added up to", got)
	}
}

func BenchmarkPredict(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	p := newPlane(func(x, y int) uint16 { return uint16(random.IntN(256)) })
	for _, log2 := range []int{2, 3, 5} {
		for _, mode := range []int8{modeDC, modeV, modeD45, modeD135, modeSmooth, modePaeth} {
			of := known()
			of.mode = mode
			b.Run(string([]rune{'0' + rune(log2), ' ', 'a' + rune(mode)}), func(b *testing.B) {
				block := &block{blockHead: blockHead{x: 64, y: 64, wide: log2, high: log2}}
				b.SetBytes(1 << (2 * log2))
				b.ReportAllocs()
				for b.Loop() {
					p.predict(block, &of, true, 8)
				}
			})
		}
	}
}
