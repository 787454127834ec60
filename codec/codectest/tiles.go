package codectest

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"testing"

	"github.com/disintegration/imaging"

	"uncodec/codec/hold"
	"uncodec/fine"
)

// Limited is what an encoder of ffmpeg's, which the arguments name, makes of a picture as training does: in BT.601 of limited range.
func Limited(t testing.TB, img *image.NRGBA, format string, args ...string) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, img); err != nil {
		t.Fatal(err)
	}
	filter := "scale=out_color_matrix=bt601:out_range=tv:flags=bicubic+accurate_rnd,format=" + format
	given := []string{"-f", "png_pipe", "-i", "pipe:0", "-vf", filter, "-frames:v", "1"}
	return FFmpeg(t, file.Bytes(), append(append(given, args...), "pipe:1")...)
}

// Alone is a picture of one tile.
func Alone(stream []byte, size image.Point) []hold.Tile {
	return []hold.Tile{{Stream: stream, Size: size, Lie: hold.Lying(size)}}
}

// Within is the share of a picture's frequencies of luma that lie within 0.7 of a step of what a file says, and how many there are.
func Within(t testing.TB, file *hold.Tiles, img *image.NRGBA) (share float64, all int) {
	t.Helper()
	within := 0
	err := file.Squares([2]*fine.Image{fine.Of(img), fine.Of(img)}, func(s *hold.Square) {
		if s.Plane != 0 {
			return
		}
		for k, v := range s.Found[0] {
			all++
			if off := float64(v/s.Kind.Steps[k]) - float64(s.Levels[k]); math.Abs(off) < 0.7 {
				within++
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return float64(within) / float64(all), all
}

// Nearer holds a blurred original to its file: it comes nearer to the original, and stays about there once held, within so many dB.
func Nearer(t testing.TB, name string, file Holder, original *image.NRGBA, least float64) {
	t.Helper()
	attempt := imaging.Blur(original, 1.5)
	near := Held(t, file, attempt)
	if before, after := PSNR(t, original, attempt), PSNR(t, original, near); after < before+0.1 {
		t.Errorf("%s: %.2f dB from the original, and held %.2f dB", name, before, after)
	}
	if kept := PSNR(t, near, Held(t, file, near)); kept < least {
		t.Errorf("%s: what is held once is %.1f dB from what is held twice", name, kept)
	}
}
