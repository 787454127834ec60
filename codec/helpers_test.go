package codec

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
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
