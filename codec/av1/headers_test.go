package av1

import (
	"bytes"
	"fmt"
	"image"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"uncodec/codec/codectest"
	"uncodec/codec/hold"
)

// encoded is what an encoder makes of a cut of a bundled photograph, by options that are parted by spaces.
func encoded(t testing.TB, cut, format, options string) []byte {
	t.Helper()
	photo := filepath.Join(codectest.Root(t), "assets/samples/pexels_0001.jpg")
	return codedBy(t, nil, options, "-i", photo, "-vf", "crop="+cut+":100:100", "-pix_fmt", format)
}

// codedBy is what an encoder makes of what is given.
func codedBy(t testing.TB, in []byte, options string, given ...string) []byte {
	t.Helper()
	return codectest.FFmpeg(t, in, slices.Concat(given, []string{"-frames:v", "1"}, strings.Fields(options), []string{"-f", "obu", "pipe:1"})...)
}

// How encoders are called for stills.
const (
	aom      = "-c:v libaom-av1 -usage allintra -still-picture 1 -cpu-used 6 -crf 30 "
	aomVideo = "-c:v libaom-av1 -cpu-used 6 -crf 30 "
	svt      = "-c:v libsvtav1 -preset 10 -crf 30 "
	rav1e    = "-c:v librav1e -speed 10 -qp 80 "
)

func opened(t testing.TB, stream []byte) *still {
	t.Helper()
	p, err := open(stream)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestSequence: what samples are is what the encoder was told.
func TestSequence(t *testing.T) {
	for format, want := range map[string]sequence{
		"yuv420p": {chroma: 1, depth: 8}, "yuv444p": {chroma: 3, depth: 8}, "gray": {depth: 8}, "yuv420p10le": {chroma: 1, depth: 10},
		"yuv444p10le": {chroma: 3, depth: 10}, "gray12le": {depth: 12}, "yuv420p12le": {chroma: 1, depth: 12}, "yuv444p12le": {chroma: 3, depth: 12},
		"gbrp": {chroma: 3, depth: 8},
	} {
		for _, options := range []string{aom, aomVideo, aom + "-aom-params sb-size=128"} {
			p := opened(t, encoded(t, "202:138", format, options))
			if p.chroma != want.chroma || p.depth != want.depth || p.reduced != strings.Contains(options, "still-picture") {
				t.Errorf("%s: %+v", format, p.sequence)
			}
			if grey := p.planeCount() == 1; grey != strings.HasPrefix(format, "gray") || p.half(0) != 0 || p.half(1) == 1 != strings.HasPrefix(format, "yuv420p") {
				t.Errorf("%s: %d planes", format, p.planeCount())
			}
			if large := p.sb == 7; large != strings.Contains(options, "128") || p.size != image.Pt(202, 138) {
				t.Errorf("%s: %v, superblocks of 2^%d", options, p.size, p.sb)
			}
			if len(p.tiles) != 1 || p.index != 120 {
				t.Errorf("%s: %d tiles, index %d", options, len(p.tiles), p.index)
			}
		}
	}
	told := aomVideo + "-bsf:v av1_metadata=tick_rate=25:num_ticks_per_picture=3:color_range="
	for options, want := range map[string]hold.Colour{
		told + "tv:matrix_coefficients=9": {Known: true, Matrix: 9}, told + "pc:matrix_coefficients=1": {Known: true, Matrix: 1, FullRange: true},
		told + "pc:matrix_coefficients=2": {Matrix: 2, FullRange: true},
	} {
		if p := opened(t, encoded(t, "64:64", "yuv420p", options)); p.colour != want {
			t.Errorf("%s: %+v", options, p.colour)
		}
	}
}

// TestFrame: a picture is coded with the tools that its encoder was told to use.
func TestFrame(t *testing.T) {
	for options, is := range map[string]func(p *still) bool{
		aom + "-aom-params enable-qm=1:qm-min=3:qm-max=4": func(p *still) bool { return p.matrix == [3]int{4, 4, 4} },
		svt + "-svtav1-params avif=1:lp=1:enable-qm=1":    func(p *still) bool { return p.matrix[0] < 15 && p.matrix[1] < 15 },
		aom + "-aom-params lossless=1": func(p *still) bool {
			return p.index == 0 && p.lossless[0] && p.lossless[7] && p.txMode == txOnly4 && !p.cdefTold
		},
		aom: func(p *still) bool {
			return !p.deltaQ && !p.segmentation.enabled && !p.lossless[0] && p.matrix == [3]int{15, 15, 15} && p.txMode == txSelect && !p.screenTools && !p.frozen
		},
		aom + "-aom-params deltaq-mode=3":                          func(p *still) bool { return p.deltaQ && p.deltaQShift == 2 && !p.deltaLF },
		aom + "-aom-params deltaq-mode=2:delta-lf-mode=1":          func(p *still) bool { return p.deltaQ && p.deltaLF && !p.deltaLFMulti },
		aom + "-aom-params enable-chroma-deltaq=1":                 func(p *still) bool { return p.dcDelta == [3]int{0, 2, 2} && p.acDelta == p.dcDelta },
		aom + "-aom-params reduced-tx-type-set=1":                  func(p *still) bool { return p.reducedSet },
		aom + "-aom-params tune-content=screen":                    func(p *still) bool { return p.screenTools },
		aom + "-aom-params cdf-update-mode=0":                      func(p *still) bool { return p.frozen },
		aom + "-enable-filter-intra 0 -enable-intra-edge-filter 0": func(p *still) bool { return !p.filterIntra && !p.edgeFilter },
		aom + "-enable-cdef 1":                                     func(p *still) bool { return p.cdefTold && p.cdefBits > 0 && p.filterIntra && p.edgeFilter },
		aomVideo + "-aom-params timing-info=model":                 func(p *still) bool { return p.timeBits == 10 && p.removalBits == 10 },
		aomVideo + "-aom-params error-resilient=1":                 func(p *still) bool { return p.orderBits > 0 },
		svt + "-svtav1-params avif=1:lp=1:aq-mode=1": func(p *still) bool {
			return p.segmentation.enabled && !p.segmentation.preskip && p.segmentation.last == 7 && p.qindex[0] > p.qindex[7] && p.segmentation.index(0, 255) == 255
		},
		svt + "-svtav1-params lp=1": func(p *still) bool { return p.deltaQ && !p.reduced },
		rav1e: func(p *still) bool {
			return p.apart && p.segmentation.enabled && p.reducedSet && p.txMode == txLargest && p.dcDelta[1] != p.dcDelta[2] && !p.segmentation.skips(0)
		},
	} {
		if p := opened(t, encoded(t, "202:138", "yuv420p", options)); !is(p) {
			p.sequence = nil
			t.Errorf("%s: %+v", options, *p.frame)
		}
	}
}

// TestRestoration: units are as large as they are told to be, and smaller in chroma where that says so.
func TestRestoration(t *testing.T) {
	for _, format := range []string{"yuv420p", "yuv444p", "gray"} {
		p := opened(t, encoded(t, "402:338", format, "-c:v libaom-av1 -cpu-used 4 -crf 50 -enable-restoration 1"))
		if p.restored[0] == restoreNone || p.unitSide[0] < 6 || p.unitSide[0] > 8 || p.planeCount() == 1 && p.restored[1] != restoreNone {
			t.Errorf("%s: %v of 2^%v", format, p.restored, p.unitSide)
		}
	}
}

// TestGrain: what is said of grain is read over, so that tiles are where they are without it.
func TestGrain(t *testing.T) {
	for _, format := range []string{"yuv420p", "yuv444p", "gray"} {
		for _, still := range []string{aom, aomVideo} {
			smooth := opened(t, encoded(t, "202:138", format, still))
			for _, number := range []int{1, 5, 10, 16} {
				p := opened(t, encoded(t, "202:138", format, fmt.Sprintf("%s-aom-params film-grain-test=%d", still, number)))
				if !p.grain || !bytes.Equal(p.tiles[0], smooth.tiles[0]) {
					t.Errorf("%s, %s: grain %d is not read over", format, still, number)
				}
			}
		}
	}
}

// TestTiles: all tiles are found, however many units they come in, and they are the same ones.
func TestTiles(t *testing.T) {
	for options, want := range map[string][2][]int{
		aom + "-tiles 2x2":                         {{4, 7}, {3, 6}},
		aom + "-tiles 4x1":                         {{2, 4, 6, 7}, {6}},
		aom + "-tiles 1x4":                         {{7}, {2, 3, 4, 6}}, // of which each tells how long it is
		aom + "-tiles 2x2 -aom-params sb-size=128": {{2, 4}, {2, 3}},
		svt + "-svtav1-params avif=1:lp=1:tile-columns=1:tile-rows=1": {{4, 7}, {3, 6}},
		rav1e + "-tile-columns 2 -tile-rows 2":                        {{4, 7}, {3, 6}},
	} {
		stream := encoded(t, "402:338", "yuv420p", options)
		p := opened(t, stream)
		length := 0
		for _, tile := range p.tiles {
			length += len(tile)
		}
		if !slices.Equal(p.columns, want[0]) || !slices.Equal(p.rows, want[1]) || len(p.tiles) != len(p.columns)*len(p.rows) {
			t.Errorf("%s: %d tiles, %v × %v", options, len(p.tiles), p.columns, p.rows)
		}
		if rest := len(stream) - length; rest > 100 {
			t.Errorf("%s: tiles leave %d of %d bytes", options, rest, len(stream))
		}
	}
	whole := opened(t, encoded(t, "402:338", "yuv420p", aom+"-tiles 2x2"))
	groups := opened(t, encoded(t, "402:338", "yuv420p", aom+"-tiles 2x2 -aom-params num-tile-groups=3"))
	if !slices.EqualFunc(whole.tiles, groups.tiles, bytes.Equal) {
		t.Error("tiles differ in several groups")
	}
}

// TestForeign: what is not read says so.
func TestForeign(t *testing.T) {
	for name, stream := range map[string][]byte{
		"4:2:2": encoded(t, "64:64", "yuv422p", aom), "4:2:2 of 12 bits": encoded(t, "64:64", "yuv422p12le", aom),
		"super-resolution": encoded(t, "202:138", "yuv420p", svt+"-svtav1-params lp=1:superres-mode=1:superres-kf-denom=12"),
	} {
		if _, err := open(stream); err != ErrForeign {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCRF: it is what the encoder was told.
func TestCRF(t *testing.T) {
	for _, level := range []float64{1, 7, 30, 61, 62, 63} {
		for _, encoder := range []string{"-c:v libaom-av1 -usage allintra -still-picture 1 -cpu-used 8", "-c:v libsvtav1 -preset 12 -svtav1-params avif=1:lp=1"} {
			stream := encoded(t, "64:64", "yuv420p", fmt.Sprint(encoder, " -crf ", level))
			if crf, err := CRF(stream, image.Pt(64, 64)); crf != level || err != nil {
				t.Errorf("%s at %v: %v, %v", encoder, level, crf, err)
			}
			if _, err := CRF(stream, image.Pt(64, 63)); err != ErrFormat {
				t.Error("a picture is taken for one of another size:", err)
			}
		}
	}
}

// TestSteps: steps grow with the index and, about as much as levels do, with the depth.
func TestSteps(t *testing.T) {
	for depth := 8; depth <= 12; depth += 2 {
		for index := range 255 {
			if dcStep(index, depth) > dcStep(index+1, depth) || acStep(index, depth) > acStep(index+1, depth) || dcStep(index, depth) > acStep(index, depth) {
				t.Errorf("index %d at %d bits: %d, %d", index, depth, dcStep(index, depth), acStep(index, depth))
			}
		}
		if dcStep(-3, depth) != 4 || acStep(-3, depth) != 4 || acStep(300, depth) != []int{1828, 7312, 29247}[depth/2-4] || dcStep(300, depth) != []int{1336, 5347, 21387}[depth/2-4] {
			t.Errorf("the ends at %d bits: %d…%d, %d…%d", depth, dcStep(-3, depth), dcStep(300, depth), acStep(-3, depth), acStep(300, depth))
		}
	}
}

// TestMatrices: each is another's turned, of the standard's numbers at the ends.
func TestMatrices(t *testing.T) {
	for level := range 15 {
		for plane := range 3 {
			for wide := 2; wide <= 6; wide++ {
				for high := max(wide-2, 2); high <= min(wide+2, 6); high++ {
					m, turned := matrixOf(level, plane, wide, high), matrixOf(level, plane, high, wide)
					across, down := 1<<min(wide, 5), 1<<min(high, 5)
					if len(m) != across*down {
						t.Fatalf("level %d of plane %d, 2^%d × 2^%d: %d factors", level, plane, wide, high, len(m))
					}
					for i, v := range m {
						if turned[i%across*down+i/across] != v {
							t.Fatalf("level %d of plane %d, 2^%d × 2^%d: not turned", level, plane, wide, high)
						}
					}
				}
			}
		}
	}
	for _, known := range []struct {
		plane, wide, high int
		begins            []uint8
	}{
		{0, 2, 2, []uint8{32, 43, 73, 97, 43, 67, 94, 110, 73, 94, 137, 150, 97, 110, 150, 200}},
		{2, 2, 2, []uint8{35, 46, 57, 66, 46, 60, 69, 71, 57, 69, 90, 90, 66, 71, 90, 109}},
		{0, 5, 4, []uint8{32, 31, 31, 31, 32, 32, 34, 35}},
		{0, 4, 5, []uint8{32, 31, 32, 34, 36, 44, 53, 59, 65, 79, 87, 90, 93, 96, 99, 102, 31, 32, 32, 34, 35}},
	} {
		if m := matrixOf(0, known.plane, known.wide, known.high); !slices.Equal(m[:len(known.begins)], known.begins) {
			t.Errorf("plane %d, 2^%d × 2^%d: %v", known.plane, known.wide, known.high, m)
		}
	}
	if matrixOf(15, 0, 3, 3) != nil {
		t.Error("no matrix is one")
	}
}

// TestCut: what ends early says so, wherever that is, and so does what does not begin.
func TestCut(t *testing.T) {
	for _, options := range []string{aom, aomVideo, aom + "-tiles 2x2", aom + "-tiles 2x2 -aom-params num-tile-groups=3"} {
		stream := encoded(t, "202:138", "yuv420p", options)
		for _, length := range []int{0, 1, 2, 5, 10, 20, len(stream) / 100, len(stream) * 3 / 10, len(stream) - 1} {
			if _, err := open(stream[:length]); err != ErrFormat {
				t.Errorf("%s, %d of %d bytes: %v", options, length, len(stream), err)
			}
		}
	}
}

// FuzzOpen looks for panics in what is read of headers.
func FuzzOpen(f *testing.F) {
	for _, options := range []string{
		aom, aomVideo + "-aom-params film-grain-test=3:timing-info=model", aom + "-tiles 2x2 -aom-params num-tile-groups=3", rav1e,
		svt + "-svtav1-params avif=1:lp=1:aq-mode=1:enable-qm=1",
	} {
		f.Add(encoded(f, "130:130", "yuv420p", options))
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		p, err := open(stream)
		if err != nil && err != ErrFormat && err != ErrForeign {
			t.Fatal(err)
		}
		if err == nil && (len(p.tiles) != len(p.columns)*len(p.rows) || p.size.X < 1 || p.size.Y < 1) {
			t.Fatalf("%+v", *p.frame)
		}
	})
}
