package codec

import (
	"bytes"
	"context"
	"errors"
	"image"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"uncodec/codec/codectest"
	"uncodec/codec/jpeg"
)

// published are mean PSNRs over LIVE1, from the table in the design notes.
// All of its rows were checked once; these are the ones that run in seconds.
var published = []struct {
	codec string
	level int
	want  float64
}{
	{"jpeg", 5, 23.10}, {"jpeg", 10, 25.69}, {"jpeg", 20, 28.06},
	{"jpeg", 30, 29.37}, {"jpeg", 40, 30.28}, {"jpeg", 70, 32.77},
	{"webp", 10, 28.16}, {"webp", 40, 31.52},
	{"hevc", 42, 26.26}, {"avc", 37, 28.48},
}

func TestCodecsOnLIVE1(t *testing.T) {
	box := NewToolbox(ffmpegPath(t))
	var pictures []*image.NRGBA
	for _, path := range sharedFiles(t, "test/LIVE1/*.png") {
		pictures = append(pictures, decodeFile(t, path).Image)
	}
	for _, row := range published {
		var sum float64
		for _, img := range pictures {
			coded, err := box.Compress(context.Background(), img, row.codec, strconv.Itoa(row.level))
			if err != nil {
				t.Fatalf("%s %d: %v", row.codec, row.level, err)
			}
			sum += codectest.PSNR(t, img, coded.Image)
		}
		got := sum / float64(len(pictures))
		t.Logf("%s %d: %.2f dB", row.codec, row.level, got)
		if math.Abs(got-row.want) > 0.1 {
			t.Errorf("%s %d: %.2f dB, published %.2f", row.codec, row.level, got, row.want)
		}
	}
}

// TestVVCAsTheBank compares our bitstreams with those that the networks saw:
// the last unit, the picture itself, must be the same (headers may differ).
func TestVVCAsTheBank(t *testing.T) {
	box := NewToolbox(ffmpegPath(t))
	for _, name := range []string{"caps", "dancers"} {
		bank := sharedFiles(t, filepath.Join("vvc/LIVE1/qp47", name+".266"))[0]
		img := decodeFile(t, sharedFiles(t, filepath.Join("test/LIVE1", name+".png"))[0]).Image
		coded, err := box.Compress(context.Background(), img, "vvc", "47")
		if err != nil {
			t.Fatal(err)
		}
		ours, banks := lastUnit(coded.Bytes), lastUnit(readFile(t, bank))
		if !bytes.Equal(ours, banks) {
			t.Errorf("%s: %d coded bytes, in the bank %d others", name, len(ours), len(banks))
		}
		if rest := len(coded.Bytes) - len(ours); rest > 100 {
			t.Errorf("%s: %d bytes of headers", name, rest)
		}
	}
}

func lastUnit(stream []byte) []byte {
	return stream[max(bytes.LastIndex(stream, []byte{0, 0, 1}), 0):]
}

// TestOddSizes: every codec takes every size, and gives it back.
func TestOddSizes(t *testing.T) {
	box := NewToolbox(ffmpegPath(t))
	for _, info := range box.Codecs() {
		if info.Max == 0 { // a network, which is not here
			continue
		}
		if !info.Available {
			t.Errorf("%s: %s", info.Name, info.Missing)
			continue
		}
		for _, size := range []image.Point{{1, 1}, {17, 19}, {9, 70}} {
			img := image.NewNRGBA(image.Rectangle{Max: size})
			for i := range img.Pix {
				img.Pix[i] = 100 // alpha too, which must not matter
			}
			coded, err := box.Compress(context.Background(), img, info.Name, strconv.Itoa((info.Min+info.Max)/2))
			if err != nil {
				t.Errorf("%s %v: %v", info.Name, size, err)
				continue
			}
			if got := coded.Image.Rect.Size(); got != size || coded.BPP() <= 0 || coded.Extension == "" {
				t.Errorf("%s %v: got %v, %g bits a pixel, %q", info.Name, size, got, coded.BPP(), coded.Extension)
			}
			if c := coded.Image.NRGBAAt(0, 0); c.A != 255 || max(c.R, 100)-min(c.R, 100) > 12 {
				t.Errorf("%s %v: grey 100 became %v", info.Name, size, c)
			}
		}
	}
}

// TestFinerChroma: a JPEG keeps as much of its colours' resolution as its level asks for, and says so.
func TestFinerChroma(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64)) // single columns of colour
	for i := range img.Pix {
		img.Pix[i] = []uint8{200, 60, 60, 255, 60, 60, 200, 255}[i%8]
	}
	last := 0.0
	for _, test := range []struct{ level, chroma string }{{"95", "4:2:0"}, {"95/422", "4:2:2"}, {"95/444", "4:4:4"}} {
		coded, err := NewToolbox("").Compress(context.Background(), img, "jpeg", test.level)
		if err != nil {
			t.Fatal(err)
		}
		near := codectest.PSNR(t, img, coded.Image)
		if coded.Header.Subsampling != test.chroma || coded.Header.Quality != 95 || test.chroma == "4:4:4" && near < last+10 {
			t.Errorf("%s: %+v, %.1f dB from the original, after %.1f", test.level, coded.Header, near, last)
		}
		last = near
	}
}

// TestSavedChroma: what is saved well keeps its colours' resolution.
func TestSavedChroma(t *testing.T) {
	for quality, chroma := range map[int]string{1: "4:2:0", 89: "4:2:0", 90: "4:4:4", 0: "4:4:4"} {
		var file bytes.Buffer
		if err := EncodeAs(&file, image.NewNRGBA(image.Rect(0, 0, 16, 16)), Save{Format: "jpeg", Quality: quality}); err != nil {
			t.Fatal(err)
		}
		if h, err := jpeg.ReadHeader(file.Bytes()); err != nil || h.Subsampling != chroma {
			t.Errorf("at %d: %s, %v", quality, h.Subsampling, err)
		}
	}
}

func TestCompressRefuses(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 16, 16))
	for _, test := range []struct {
		codec, level string
		kind         Kind
		says         string
	}{
		{"gif", "1", BadRequest, "These are: jpeg, webp."},
		{"jpeg", "0", BadRequest, "from 1 to 100"},
		{"jpeg", "101", BadRequest, "from 1 to 100"},
		{"webp", "low", BadRequest, "QF"},
		{"jpeg", "101/444", BadRequest, "from 1 to 100"},
		{"jpeg", "50/411", BadRequest, "one of 420, 422, 444, not \"411\""},
		{"webp", "50/444", BadRequest, "give a QF alone"},
		{"hevc", "99", BadRequest, "from 1 to 51"},
		{"hevc", "32", Absent, "make setup"},
		{"vvc", "32", Absent, "make setup"},
	} {
		_, err := NewToolbox("").Compress(context.Background(), img, test.codec, test.level)
		e, ok := asInput(err)
		if !ok || e.Kind != test.kind || !strings.Contains(e.Message, test.says) {
			t.Errorf("%s %s: got %v", test.codec, test.level, err)
		}
	}
	for _, info := range NewToolbox("/nowhere/ffmpeg").Codecs() {
		if inProcess := info.Name == "jpeg" || info.Name == "webp"; info.Available != inProcess || inProcess != (info.Missing == "") {
			t.Errorf("without ffmpeg: %+v", info)
		}
	}
}

// TestCompressStops: a child process ends with its context.
func TestCompressStops(t *testing.T) {
	box := NewToolbox(ffmpegPath(t))
	box.Codecs() // asks ffmpeg what it has, which is not what is timed
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := box.Compress(ctx, image.NewNRGBA(image.Rect(0, 0, 6000, 6000)), "vvc", "22")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > 15*time.Second {
		t.Errorf("took %v", took)
	}
}
