package av1

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// captured is what an encoder makes of a cut of a capture of a screen.
func captured(t testing.TB, format, options string) []byte {
	t.Helper()
	return codedBy(t, nil, options, "-i", "../../training/screens/Captures/source-light.webp", "-vf", "crop=330:250:100:150", "-pix_fmt", format)
}

const aomScreen = aom + "-aom-params tune-content=screen"

// TestCopies: what is read of a capture whose units are copies of others comes to what ffmpeg decodes, to the bit. No filters follow there.
func TestCopies(t *testing.T) {
	var kinds [][2]int8
	var split, skipped, between, small int
	for _, c := range []struct{ options, format string }{
		{aomScreen, "yuv420p"},
		{aomScreen, "yuv444p"},
		{aomScreen, "gray"},
		{aomScreen, "yuv420p10le"},
		{aomScreen, "yuv444p10le"},
		{aomScreen, "yuv420p12le"},
		{aomScreen + ":enable-palette=0:min-partition-size=16 -cpu-used 3", "yuv420p"},
		{aomScreen + ":enable-palette=0:sb-size=128 -cpu-used 3 -crf 50", "yuv444p"},
		{aomScreen + ":enable-palette=0:reduced-tx-type-set=1 -crf 15", "yuv420p"},
		{aomScreen + ":lossless=1", "yuv420p"},
		{aomScreen + ":enable-palette=0 -tiles 1x2 -cpu-used 4 -crf 12", "yuv420p"},
		{svt + "-preset 4 -svtav1-params avif=1:lp=1:scm=1", "yuv420p"},
	} {
		stream := captured(t, c.format, c.options)
		p := opened(t, stream)
		copies := 0
		var r *reader
		r = newReader(p.frame, func(b *block) {
			u := &r.unit
			if !u.copied {
				return
			}
			copies++
			if kind := [2]int8{b.across, b.down}; !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
			split += min(len(r.pieces)-1, 1)
			if u.skip {
				skipped++
			}
			if r.half(b.plane) == 1 {
				between += int(u.from.x|u.from.y) & 1
				if min(u.wide, u.high) == 2 {
					small++
				}
			}
		})
		for n, data := range p.tiles {
			if err := r.readTile(n, data, nothing, nothing); err != nil {
				t.Fatal(c.options, c.format, err)
			}
		}
		if !p.copies || copies == 0 {
			t.Errorf("%s, %s: no copies", c.options, c.format)
		}
		if !bytes.Equal(samplesOf(t, stream), decodedByFFmpeg(t, stream, c.format)) {
			t.Errorf("%s, %s: not what ffmpeg decodes", c.options, c.format)
		}
	}
	if len(kinds) < 15 || split == 0 || skipped == 0 || between == 0 || small == 0 {
		t.Errorf("%d kinds, %d blocks of split units, %d without levels, %d between samples, %d of small units", len(kinds), split, skipped, between, small)
	}
}

// TestDecodedAt: copies are of what is decoded, of their own tile.
func TestDecodedAt(t *testing.T) {
	r := &reader{frame: &frame{sequence: &sequence{sb: 6, chroma: 1}}, tile: bounds{left: 16, top: 16, right: 80, bottom: 80}}
	for _, c := range []struct {
		unit
		want bool
	}{
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{-16, 0}}, true}, // the superblock before,
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{-15, 0}}, false},
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{0, -8}}, true}, // those above,
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{0, -7}}, false},
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{112, -64}}, true}, // also to the right,
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{113, -64}}, false},
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{-16, 56}}, true}, // and down to where these end
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{-16, 57}}, false},
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{-128, -64}}, true},
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{-129, -64}}, false},
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{0, -65}}, false},
		{unit{x: 49, y: 33, wide: 2, high: 2, from: vector{-132, -68}}, true},
		{unit{x: 49, y: 33, wide: 2, high: 2, from: vector{-132, -68}, chroma: true}, false}, // where chroma begins further out
		{unit{x: 49, y: 33, wide: 2, high: 2, from: vector{-128, -64}, chroma: true}, true},
		{unit{x: 48, y: 32, wide: 4, high: 3, from: vector{-2048, 0}}, false},
	} {
		if got := r.decodedAt(&c.unit); got != c.want {
			t.Errorf("%+v at %d, %d: %t", c.from, c.x, c.y, got)
		}
	}
}

// TestBrokenCopies: what is damaged ends in an error, if anything, and in no copy of what is not there.
func TestBrokenCopies(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	broken := 0
	for _, format := range []string{"yuv420p", "yuv444p"} {
		stream := captured(t, format, aomScreen)
		for range 100 {
			damaged := bytes.Clone(stream)
			for range 3 {
				damaged[100+random.IntN(len(damaged)-100)] ^= 1 << random.IntN(8)
			}
			p := opened(t, damaged)
			r := newReader(p.frame, func(*block) {})
			if err := r.readTile(0, p.tiles[0], nothing, nothing); err != nil && err != ErrFormat {
				t.Fatal(err)
			}
			if r.broken {
				broken++
			}
		}
	}
	if broken < 20 {
		t.Errorf("only %d pictures have copies of what is not there", broken)
	}
}
