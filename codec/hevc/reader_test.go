package hevc

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/codec/codectest"
)

// encoded is what x265 makes of a cut of a bundled photograph.
func encoded(t testing.TB, cut, format, params string) []byte {
	t.Helper()
	return codectest.FFmpeg(t, nil, "-i", "../../assets/samples/pexels_0001.jpg", "-vf", "crop="+cut+":100:100", "-pix_fmt", format, "-frames:v", "1",
		"-c:v", "libx265", "-x265-params", params+":keyint=1:log-level=0", "-f", "hevc", "pipe:1")
}

func opened(t *testing.T, stream []byte) *still {
	t.Helper()
	p, err := open(stream)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// decoded is a picture whose samples are made.
func decoded(t *testing.T, stream []byte) *reader {
	t.Helper()
	r, err := opened(t, stream).read(nothing, nothing, func(*block) {})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// samplesOf are a picture's planes as they are decoded before the loop filters, as ffmpeg writes them.
func samplesOf(t *testing.T, stream []byte) (raw []byte) {
	t.Helper()
	r := decoded(t, stream)
	for i, plane := range r.planes[:r.planeCount()] {
		half := r.half(i)
		for y := r.shown.Min.Y >> half; y < r.shown.Max.Y>>half; y++ {
			for _, v := range plane.pix[y*plane.stride:][r.shown.Min.X>>half : r.shown.Max.X>>half] {
				raw = append(raw, byte(v))
				if r.depth[i] > 8 {
					raw = append(raw, byte(v>>8))
				}
			}
		}
	}
	return raw
}

// TestSamples: what is predicted and added comes to what ffmpeg decodes without its loop filters, to the bit: of what x265 writes
// with its tools, at 8, 10 and 12 bits, of all kinds of chroma, in sizes that are no multiples of blocks.
func TestSamples(t *testing.T) {
	for params, format := range map[string]string{
		"qp=12": "yuv420p", "qp=22": "yuv420p", "qp=32": "yuv420p", "qp=47": "yuv420p", "qp=24": "yuv444p", "qp=25": "gray",
		"qp=26": "yuv420p10le", "qp=27": "yuv444p10le", "qp=28": "yuv420p12le",
		"crf=20:aq-mode=2":                        "yuv420p",     // QPs that change
		"crf=14:aq-mode=3:cbqpoffs=3:crqpoffs=-5": "yuv444p",     // and chroma's own
		"qp=37:ctu=32":                            "yuv420p",     // smaller trees
		"qp=36:ctu=16:max-tu-size=16":             "yuv444p",     //
		"qp=23:min-cu-size=16":                    "yuv444p",     // parts that are split further
		"crf=18:slices=4":                         "yuv420p",     // slices
		"qp=30:scaling-list=default":              "yuv420p",     // steps that change with frequency
		"qp=31:scaling-list=default":              "yuv444p10le", //
		"qp=29:tskip=1":                           "yuv420p",     // samples in the place of frequencies
		"crf=25:tu-intra-depth=3:rdoq-level=2":    "yuv420p",     // deep trees
		"crf=16:tu-intra-depth=4:limit-tu=0":      "yuv444p",     //
		"qp=30:wpp=0:signhide=0":                  "yuv420p",     // one thread's, signs that are all told
		"lossless=1":                              "yuv420p",     // no transform
		"cu-lossless=1:qp=10":                     "yuv444p",     // here and there
		"qp=33:strong-intra-smoothing=0":          "yuv420p",     //
	} {
		for _, cut := range []string{"202:138", "64:64"} {
			sameAsDecoded(t, encoded(t, cut, format, params), format, params)
		}
	}
}

// TestScaling: the same where the file brings its own steps for each frequency.
func TestScaling(t *testing.T) {
	var lists strings.Builder
	random := rand.New(rand.NewPCG(1, 2))
	list := func(name string, values int) {
		fmt.Fprintln(&lists, name)
		for range values {
			fmt.Fprintf(&lists, "%d,", 8+random.IntN(90))
		}
		fmt.Fprintln(&lists)
	}
	for _, side := range []int{4, 8, 16, 32} {
		for _, kind := range []string{"INTRA", "INTER"} {
			for _, plane := range []string{"LUMA", "CHROMAU", "CHROMAV"} {
				name := fmt.Sprintf("%s%dX%d_%s", kind, side, side, plane)
				if list(name, min(side*side, 64)); side > 8 {
					list(name+"_DC", 1)
				}
			}
		}
	}
	path := filepath.Join(t.TempDir(), "lists")
	if err := os.WriteFile(path, []byte(lists.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"yuv420p", "yuv444p"} {
		stream := encoded(t, "202:138", format, "qp=20:scaling-list="+path)
		p := opened(t, stream)
		if s := p.segments[0].by; s.scaling == nil && (p.sps.scaling == nil || *p.sps.scaling == *standardScaling()) {
			t.Fatal("x265 brings no lists")
		}
		sameAsDecoded(t, stream, format, "lists")
	}
}

func sameAsDecoded(t *testing.T, stream []byte, format, name string) {
	t.Helper()
	want := codectest.FFmpeg(t, stream, "-skip_loop_filter", "all", "-f", "hevc", "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", format, "pipe:1")
	if got := samplesOf(t, stream); !bytes.Equal(got, want) {
		t.Errorf("%s, %s: not what ffmpeg decodes", name, format)
	}
}

// TestTiles: the same of what Kvazaar writes in tiles, slices and slice segments that go on where others end.
func TestTiles(t *testing.T) {
	for _, params := range []string{
		"qp=27", "tiles=3x2", "tiles=2x3,slices=tiles", "wpp=1,slices=wpp,owf=0", "wpp=0,qp=12,tr-depth-intra=3", "lossless=1", "transform-skip=1,qp=30",
		"scaling-list=default", "tiles-width-split=192,tiles-height-split=64,qp=20",
	} {
		stream := codectest.FFmpeg(t, nil, "-i", "../../assets/samples/pexels_0001.jpg", "-vf", "crop=328:264:100:100", "-pix_fmt", "yuv420p", "-frames:v", "1",
			"-c:v", "libkvazaar", "-kvazaar-params", "preset=medium,period=1,"+params, "-f", "hevc", "pipe:1")
		p := opened(t, stream)
		if by := p.segments[0].by; by.tiles != strings.Contains(params, "tiles") || len(p.segments) > 1 != strings.Contains(params, "slices") || by.dependent != strings.Contains(params, "slices=wpp") {
			t.Errorf("%s: %d segments of %+v", params, len(p.segments), by)
		}
		sameAsDecoded(t, stream, "yuv420p", params)
	}
}

func nothing(int, int) error { return nil }
