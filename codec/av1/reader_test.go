package av1

import (
	"bytes"
	"math"
	"testing"

	"uncodec/codec/codectest"
)

func nothing(int, int) error { return nil }

// decoded is a picture whose samples are made.
func decoded(t *testing.T, stream []byte) *reader {
	t.Helper()
	p := opened(t, stream)
	r := newReader(p.frame, func(*block) {})
	if err := p.readBy(r, nothing, nothing); err != nil {
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
		for y := range (r.size.Y + half) >> half {
			for _, v := range plane.pix[y*plane.stride:][:(r.size.X+half)>>half] {
				raw = append(raw, byte(v))
				if r.depth > 8 {
					raw = append(raw, byte(v>>8))
				}
			}
		}
	}
	return raw
}

func decodedByFFmpeg(t *testing.T, stream []byte, format string) []byte {
	t.Helper()
	return codectest.FFmpeg(t, stream, "-f", "obu", "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", format, "pipe:1")
}

// unfiltered makes each encoder leave out the filters that follow on decoding, which ffmpeg cannot leave out.
var unfiltered = map[string]string{
	aom: "loopfilter-control=0:enable-cdef=0:enable-restoration=0",
	svt: "avif=1:lp=1:enable-dlf=0:enable-cdef=0:enable-restoration=0",
}

// without is how an encoder is called so, with further parameters.
func without(encoder, args, params string) string {
	list := map[string]string{aom: "-aom-params ", svt: "-svtav1-params "}[encoder]
	if params != "" {
		params += ":"
	}
	return encoder + args + " " + list + params + unfiltered[encoder]
}

// TestSamples: what is predicted and added comes to what ffmpeg decodes, to the bit, where no filters follow: of what libaom and SVT-AV1 write
// with their tools, at 8, 10 and 12 bits, of all kinds of chroma, in sizes that are no multiples of blocks.
func TestSamples(t *testing.T) {
	for _, c := range []struct{ encoder, args, params, format string }{
		{aom, "-crf 4", "", "yuv420p"},
		{aom, "-crf 20", "", "yuv420p"},
		{aom, "-crf 45", "", "yuv420p"},
		{aom, "-crf 63", "", "yuv420p"},
		{aom, "-crf 20", "", "yuv444p"},
		{aom, "-crf 20", "", "gray"},
		{aom, "-crf 10", "", "yuv420p10le"},
		{aom, "-crf 30", "", "yuv444p10le"},
		{aom, "", "", "yuv420p12le"},
		{aom, "-cpu-used 2", "", "yuv420p"},
		{aom, "-cpu-used 8", "", "yuv444p"},
		{aom, "", "enable-qm=1:qm-min=0:qm-max=4", "yuv420p"}, // steps that change with frequency,
		{aom, "", "enable-qm=1", "yuv444p"},
		{aom, "", "deltaq-mode=3", "yuv420p"}, // with superblocks,
		{aom, "", "deltaq-mode=2:delta-lf-mode=1", "yuv444p"},
		{aom, "", "aq-mode=1", "yuv420p"}, // and with segments
		{aom, "", "aq-mode=2", "yuv444p"},
		{aom, "", "sb-size=128:max-partition-size=128:min-partition-size=64", "yuv420p"},
		{aom, "", "sb-size=64:reduced-tx-type-set=1", "yuv420p"},
		{aom, "", "lossless=1", "yuv420p"},
		{aom, "", "lossless=1", "yuv444p"},
		{aom, "", "cdf-update-mode=0", "yuv420p"},
		{aom, "", "enable-tx64=0", "yuv444p"},
		{aom, "", "tune=iq", "yuv420p"},
		{aom, "", "tune=ssim", "yuv444p"},
		{aom, "", "use-intra-dct-only=1", "yuv420p"},
		{aom, "", "film-grain-test=3", "yuv420p"},
		{aom, "", "enable-intra-edge-filter=0:enable-filter-intra=0", "yuv420p"},
		{svt, "-crf 10", "", "yuv420p"},
		{svt, "-crf 35 -preset 6", "", "yuv420p"},
		{svt, "-crf 55 -preset 3", "", "yuv420p10le"},
		{svt, "", "enable-qm=1", "yuv420p"},
		{svt, "", "enable-variance-boost=1", "yuv420p"},
	} {
		options := without(c.encoder, c.args, c.params)
		for _, cut := range []string{"202:138", "64:66"} {
			stream := encoded(t, cut, c.format, options)
			want := codectest.FFmpeg(t, stream, "-c:v", "libdav1d", "-filmgrain", "0", "-f", "obu", "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", c.format, "pipe:1")
			if !bytes.Equal(samplesOf(t, stream), want) {
				t.Errorf("%s, %s, %s: not what ffmpeg decodes", options, c.format, cut)
			}
		}
	}
}

// TestFiltered: what says how a picture is to be filtered is read over: what comes out is what ffmpeg decodes, but for filters.
func TestFiltered(t *testing.T) {
	for _, options := range []string{aom + "-enable-cdef 1 -enable-restoration 1", aom + "-crf 50 -aom-params sb-size=128:enable-restoration=1", svt + "-svtav1-params avif=1:lp=1", rav1e} {
		for _, cut := range []string{"202:138", "380:300"} {
			stream := encoded(t, cut, "yuv420p", options)
			got, want := samplesOf(t, stream), decodedByFFmpeg(t, stream, "yuv420p")
			var sum float64
			for i, v := range want {
				off := float64(v) - float64(got[i])
				sum += off * off
			}
			if off := math.Sqrt(sum / float64(len(want))); off > 3 {
				t.Errorf("%s, %s: %.1f levels from what ffmpeg decodes", options, cut, off)
			}
		}
	}
}

// TestSamplesOfTiles: the same of what libaom writes in tiles.
func TestSamplesOfTiles(t *testing.T) {
	for tiles, count := range map[string]int{"2x2": 4, "4x1": 4, "1x4": 4} {
		stream := encoded(t, "380:300", "yuv420p", without(aom, "-tiles "+tiles, ""))
		if got := len(opened(t, stream).tiles); got != count {
			t.Errorf("%s: %d tiles", tiles, got)
		}
		if !bytes.Equal(samplesOf(t, stream), decodedByFFmpeg(t, stream, "yuv420p")) {
			t.Errorf("%s: not what ffmpeg decodes", tiles)
		}
	}
}

// TestPalettes: the same of a capture of a screen, whose blocks have palettes.
func TestPalettes(t *testing.T) {
	for _, format := range []string{"yuv420p", "yuv444p", "yuv420p10le"} {
		stream := codedBy(t, nil, without(aom, "", "tune-content=screen:enable-intrabc=0"),
			"-i", "../../training/screens/Captures/studio-light.webp", "-vf", "crop=202:138:300:200", "-pix_fmt", format)
		palettes := 0
		r := newReader(opened(t, stream).frame, func(*block) {})
		r.show = func(*block) { palettes += r.unit.colours[0] + r.unit.colours[1] }
		if err := r.readTile(0, opened(t, stream).tiles[0], nothing, nothing); err != nil || palettes == 0 {
			t.Errorf("%s: %d colours in palettes, %v", format, palettes, err)
		}
		if !bytes.Equal(samplesOf(t, stream), decodedByFFmpeg(t, stream, format)) {
			t.Errorf("%s: not what ffmpeg decodes", format)
		}
	}
}

// TestCutStream: a stream that ends early is told.
func TestCutStream(t *testing.T) {
	stream := encoded(t, "202:138", "yuv420p", aom)
	for _, share := range []int{1, 30, 70, 95} {
		p, err := open(stream[:len(stream)*share/100])
		if err == nil {
			err = p.read(nothing, nothing, nil)
		}
		if err != ErrFormat {
			t.Errorf("%d %% of a stream: %v", share, err)
		}
	}
}
