package codec

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const shared = "../../shared/data"

// sharedFiles lists files of the shared data; a test without them is skipped.
func sharedFiles(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared, pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("skipped: no shared data at %s/%s", shared, pattern)
	}
	return files
}

// program finds a program on the path; a test without it is skipped.
func program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("skipped: %s is not installed", name)
	}
	return path
}

// box decodes with whatever is here.
var box = NewToolbox(pinnedFFmpeg())

// pinnedFFmpeg is the path of the ffmpeg that tests run, "" without one.
func pinnedFFmpeg() string {
	path := os.Getenv("UNCODEC_FFMPEG")
	if path == "" {
		path = "../bin/ffmpeg"
	}
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// ffmpegPath finds the pinned ffmpeg; a test without it is skipped.
func ffmpegPath(t testing.TB) string {
	t.Helper()
	path := pinnedFFmpeg()
	if path == "" {
		t.Skip("skipped: no ffmpeg at ../bin/ffmpeg (run `make setup`, or set UNCODEC_FFMPEG)")
	}
	return path
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decodeFile(t testing.TB, path string) *Picture {
	t.Helper()
	pic, err := box.Decode(context.Background(), readFile(t, path), DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return pic
}

func pngBytes(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// apart says how far the colours of two pictures are: the largest difference,
// and the share of samples that differ at all.
func apart(t testing.TB, a, b *image.NRGBA) (most int, share float64) {
	t.Helper()
	if a.Rect != b.Rect {
		t.Fatalf("sizes differ: %v and %v", a.Rect, b.Rect)
	}
	var n int
	for i := range a.Pix {
		if d := int(a.Pix[i]) - int(b.Pix[i]); d != 0 && i%4 != 3 {
			most = max(most, d, -d)
			n++
		}
	}
	return most, float64(n) / float64(len(a.Pix)/4*3)
}

// psnr is over the three colours together, in dB.
func psnr(t testing.TB, a, b *image.NRGBA) float64 {
	t.Helper()
	if a.Rect != b.Rect {
		t.Fatalf("sizes differ: %v and %v", a.Rect, b.Rect)
	}
	var sum float64
	for i := range a.Pix {
		if i%4 != 3 {
			d := float64(a.Pix[i]) - float64(b.Pix[i])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(len(a.Pix)/4*3)/sum)
}
