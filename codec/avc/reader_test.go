package avc

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"uncodec/codec/codectest"
)

// encoded is what x264 makes of a cut of a bundled photograph.
func encoded(t testing.TB, cut, format, params string) []byte {
	t.Helper()
	return codectest.FFmpeg(t, nil, "-i", "../../assets/samples/pexels_0001.jpg", "-vf", "crop="+cut+":100:100", "-pix_fmt", format, "-frames:v", "1",
		"-c:v", "libx264", "-x264-params", params+":keyint=1:threads=1:log=-1", "-f", "h264", "pipe:1")
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

// samplesOf are a picture's planes as they are decoded before the deblocking filter, as ffmpeg writes them.
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

// TestSamples: what is predicted and added comes to what ffmpeg decodes without its deblocking filter, to the bit: of what x264 writes
// with its tools, by both codings, at 8 and 10 bits, of all kinds of chroma, in sizes that are no multiples of macroblocks.
func TestSamples(t *testing.T) {
	for params, format := range map[string]string{
		"qp=10": "yuv420p", "qp=22": "yuv420p", "qp=32": "yuv420p", "qp=47": "yuv420p", "qp=24": "yuv444p", "qp=25": "gray",
		"qp=26": "yuv420p10le", "qp=27": "yuv444p10le", "qp=28": "gray10le",
		"qp=1": "yuv420p", "qp=51": "yuv420p10le",
		"qp=23:cabac=0": "yuv420p", "qp=12:cabac=0": "yuv420p", "qp=41:cabac=0": "yuv420p", // codes of variable length
		"qp=21:cabac=0": "yuv444p", "qp=20:cabac=0": "gray", "qp=5:cabac=0": "yuv444p10le",
		"qp=2:cabac=0":                              "yuv420p",     //
		"qp=29:8x8dct=0":                            "yuv420p",     // Main
		"qp=30:8x8dct=0":                            "yuv444p",     //
		"crf=20:aq-mode=2":                          "yuv420p",     // QPs that change
		"crf=18:aq-mode=3":                          "yuv420p10le", //
		"crf=22:cabac=0":                            "yuv444p10le", //
		"qp=33:cqm=jvt":                             "yuv420p",     // steps that change with frequency
		"qp=17:cqm=jvt:cabac=0":                     "yuv420p",     //
		"qp=18:cqm=jvt":                             "yuv444p10le", //
		"qp=19:slices=4":                            "yuv420p",     // slices
		"qp=31:slice-max-mbs=7":                     "yuv444p",     // that end anywhere
		"qp=34:slice-max-mbs=5:cabac=0":             "yuv420p",     //
		"qp=35:chroma-qp-offset=-7":                 "yuv420p",     // chroma's own QP
		"qp=36:chroma-qp-offset=9":                  "yuv444p",     //
		"qp=37:partitions=none":                     "yuv420p",     // whole macroblocks alone
		"qp=13:partitions=i4x4":                     "yuv420p",     //
		"qp=14:partitions=i8x8":                     "yuv420p",     //
		"qp=15:partitions=i8x8:constrained-intra=1": "yuv444p",     //
		"qp=16:no-psy=1:trellis=2":                  "yuv420p",     //
		"qp=0":                                      "yuv420p",     // no transform
		"qp=0:cabac=0":                              "yuv444p",     //
		"qp=0:8x8dct=0:partitions=none":             "yuv420p",     //
	} {
		for _, cut := range []string{"202:138", "64:64"} {
			sameAsDecoded(t, encoded(t, cut, format, params), format, params)
		}
	}
}

// TestFilm: the same of pictures within a film from which it can be seen, and of its first.
func TestFilm(t *testing.T) {
	film := codectest.FFmpeg(t, nil, "-f", "lavfi", "-i", "testsrc2=size=96x80:rate=25", "-frames:v", "12", "-pix_fmt", "yuv420p", "-c:v", "libx264",
		"-x264-params", "qp=20:keyint=4:min-keyint=4:scenecut=0:bframes=2:b-pyramid=strict:open-gop=1:threads=1:log=-1", "-f", "h264", "pipe:1")
	start := []byte{0, 0, 1}
	var sets []byte
	kinds := map[byte]int{}
	for n, raw := range bytes.Split(film, start) {
		if len(raw) == 0 || n == 0 {
			continue
		}
		stream := append(bytes.Clone(start), raw...)
		switch kind := raw[0] & 31; {
		case kind > unitIDR:
			sets = append(sets, stream...)
		case kind == unitIDR || raw[1]>>3 == 0b10001: // its first macroblock is 0, its slices all I
			kinds[kind]++
			sameAsDecoded(t, append(bytes.Clone(sets), stream...), "yuv420p", fmt.Sprint("unit ", n))
		default:
			if _, err := open(append(bytes.Clone(sets), stream...)); err != ErrForeign {
				t.Errorf("unit %d: %v", n, err)
			}
		}
	}
	if kinds[unitIDR] == 0 || kinds[unitSlice] == 0 {
		t.Errorf("the film has no such pictures: %v", kinds)
	}
	if _, err := opened(t, film).read(nothing, nothing, func(*block) {}); err != nil {
		t.Errorf("of the film's first picture: %v", err)
	}
}

// TestRaw: the same of noise, most of which x264 leaves as it is, beside what it codes.
func TestRaw(t *testing.T) {
	for _, format := range []string{"yuv420p", "yuv444p", "yuv420p10le", "gray"} {
		for _, params := range []string{"qp=3:slices=2", "qp=3:cabac=0", "qp=0"} {
			stream := codectest.FFmpeg(t, nil, "-f", "lavfi", "-i",
				"nullsrc=size=96x80,geq=if(lt(mod(X+Y\\,48)\\,20)\\,random(1)*255\\,X+Y):random(2)*255*lt(X\\,60):random(3)*255",
				"-frames:v", "1", "-pix_fmt", format, "-c:v", "libx264", "-tune", "psnr", "-x264-params", params+":subme=9:keyint=1:log=-1", "-f", "h264", "pipe:1")
			kinds := [3]int{}
			for _, m := range decoded(t, stream).all {
				kinds[m.kind]++
			}
			if kinds[raw] == 0 || kinds[raw] == 30 && params != "qp=0" {
				t.Errorf("%s, %s: %v", params, format, kinds)
			}
			sameAsDecoded(t, stream, format, params)
		}
	}
}

// TestScaling: the same where the file brings its own steps for each frequency.
func TestScaling(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	list := func(name string, values int) string {
		list := fmt.Sprintf(":%s=%d", name, 6+random.IntN(40))
		for range values - 1 {
			list += fmt.Sprintf(",%d", 8+random.IntN(90))
		}
		return list
	}
	for _, format := range []string{"yuv420p", "yuv444p"} {
		stream := encoded(t, "202:138", format, "qp=20"+list("cqm4iy", 16)+list("cqm4ic", 16)+list("cqm8i", 64))
		if p := opened(t, stream).slices[0].by; p.scales.fours[0] == (*lists)(nil).scaling().fours[0] || p.scales.fours[1] == p.scales.fours[0] {
			t.Fatal("x264 brings no lists")
		}
		sameAsDecoded(t, stream, format, "lists")
	}
}

// TestFrames: the same of frames of a sequence that could have fields.
func TestFrames(t *testing.T) {
	stream := encoded(t, "202:140", "yuv420p", "qp=21:fake-interlaced=1")
	if opened(t, stream).frames {
		t.Error("x264 says that there are no fields")
	}
	sameAsDecoded(t, stream, "yuv420p", "fake-interlaced")
}

// TestOthers: the same of what OpenH264 writes.
func TestOthers(t *testing.T) {
	photo := []string{"-i", "../../assets/samples/pexels_0001.jpg", "-vf", "crop=202:138:100:100", "-pix_fmt", "yuv420p", "-frames:v", "1"}
	for _, params := range [][]string{{"-b:v", "8M"}, {"-b:v", "300k", "-coder", "cabac"}, {"-b:v", "2M", "-slices", "3"}} {
		stream := codectest.FFmpeg(t, nil, slices.Concat(photo, []string{"-c:v", "libopenh264"}, params, []string{"-f", "h264", "pipe:1"})...)
		sameAsDecoded(t, stream, "yuv420p", fmt.Sprint(params))
	}
}

func sameAsDecoded(t *testing.T, stream []byte, format, name string) {
	t.Helper()
	want := codectest.FFmpeg(t, stream, "-skip_loop_filter", "all", "-f", "h264", "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", format, "pipe:1")
	if got := samplesOf(t, stream); !bytes.Equal(got, want) {
		t.Errorf("%s, %s: not what ffmpeg decodes", name, format)
	}
}

func nothing(int, int) error { return nil }
