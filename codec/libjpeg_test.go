package codec

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestDecodeAsLibjpeg holds our pixels against djpeg's for every subsampling,
// with sizes at which the edges of chroma matter. They must be the same.
func TestDecodeAsLibjpeg(t *testing.T) {
	program(t, "djpeg")
	program(t, "cjpeg")
	photo := decodeFile(t, sharedFiles(t, "test/LIVE1/bikes.png")[0]).Image
	for _, sample := range []string{"1x1", "2x1", "1x2", "2x2", "4x1", "4x2", "2x2,1x2,2x1", "1x1,2x2,2x2", "2x1,2x2,1x1"} {
		for _, size := range []image.Point{{400, 300}, {401, 299}, {33, 17}, {6, 5}, {5, 6}, {4, 4}, {3, 3}, {2, 2}, {1, 1}, {1, 9}, {9, 1}} {
			for _, extra := range []string{"-baseline", "-progressive", "-grayscale", "-rgb", "-optimize"} {
				name := fmt.Sprintf("%s/%dx%d%s", sample, size.X, size.Y, extra)
				crop := packed(photo.SubImage(image.Rectangle{Max: size}).(*image.NRGBA))
				file := pipe(t, ppm(crop), "cjpeg", "-quality", "40", "-restart", "3B", "-sample", sample, extra)
				compareWithDjpeg(t, name, file)
			}
		}
	}
}

// TestRealJPEGsAsLibjpeg does the same with photographs from cameras and phones.
func TestRealJPEGsAsLibjpeg(t *testing.T) {
	program(t, "djpeg")
	for _, path := range sharedFiles(t, "test/BSDS500_test/*.jpg") {
		compareWithDjpeg(t, filepath.Base(path), readFile(t, path))
	}
}

func compareWithDjpeg(t *testing.T, name string, file []byte) {
	t.Helper()
	pic, err := box.Decode(context.Background(), file, DefaultLimits())
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	want := fromPPM(t, pipe(t, file, "djpeg", "-rgb"))
	most, share := apart(t, pic.Image, want)
	if most > 0 {
		t.Errorf("%s: up to %d levels from djpeg, %.3f%% of samples differ", name, most, 100*share)
	}
}

func pipe(t *testing.T, input []byte, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

func ppm(img *image.NRGBA) []byte {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	return append(fmt.Appendf(nil, "P6\n%d %d\n255\n", w, h), rgb24(img, w, h)...)
}

func fromPPM(t *testing.T, data []byte) *image.NRGBA {
	t.Helper()
	var w, h, most int
	if _, err := fmt.Sscanf(string(data[:min(len(data), 40)]), "P6\n%d %d\n%d\n", &w, &h, &most); err != nil {
		t.Fatal(err)
	}
	return fromRGB24(data[len(data)-3*w*h:], w, w, h)
}
