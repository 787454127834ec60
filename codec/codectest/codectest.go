// Package codectest is what the tests of several codecs share: a photograph, the pinned ffmpeg, and holding pictures to files.
package codectest

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/fine"
	"uncodec/quality"
)

// Root is the path of the repository.
func Root(t testing.TB) string {
	t.Helper()
	at, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at
		}
		up := filepath.Dir(at)
		if up == at {
			t.Fatal("no go.mod above the test")
		}
		at = up
	}
}

// Photo is a cut of a bundled photograph, of so many pixels.
func Photo(t testing.TB, wide, high int) *image.NRGBA {
	t.Helper()
	file, err := os.Open(filepath.Join(Root(t), "assets/samples/pexels_0001.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	photo, err := jpeg.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	cut := image.NewNRGBA(image.Rect(0, 0, wide, high))
	draw.Draw(cut, cut.Rect, photo, image.Pt(200, 200), draw.Src)
	return cut
}

// FFmpeg is what the pinned ffmpeg writes to its standard output; a test without it is skipped.
func FFmpeg(t testing.TB, in []byte, args ...string) []byte {
	t.Helper()
	path := os.Getenv("UNCODEC_FFMPEG")
	if path == "" {
		path = filepath.Join(Root(t), "bin/ffmpeg")
	}
	if _, err := os.Stat(path); err != nil {
		t.Skip("skipped: no ffmpeg at bin/ffmpeg (run `make setup`, or set UNCODEC_FFMPEG)")
	}
	command := exec.Command(path, append([]string{"-v", "error"}, args...)...)
	command.Stdin = bytes.NewReader(in)
	var errors strings.Builder
	command.Stderr = &errors
	out, err := command.Output()
	if err != nil {
		t.Fatal(args, err, errors.String())
	}
	return out
}

// Wholly is the weight of a picture that is held as far as can be.
func Wholly(int, int) float64 { return 1 }

// Holder is what a file says.
type Holder interface {
	Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error
}

// Held is a picture that is wholly held to a file.
func Held(t testing.TB, file Holder, img *image.NRGBA) *image.NRGBA {
	t.Helper()
	out := *img
	out.Pix = bytes.Clone(img.Pix)
	if err := file.Hold(t.Context(), fine.Of(&out), Wholly); err != nil {
		t.Fatal(err)
	}
	return &out
}

// PSNR is over the three colours together, in dB.
func PSNR(t testing.TB, a, b *image.NRGBA) float64 {
	t.Helper()
	db, err := quality.PSNR(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return db
}
