package studio

import (
	"image"
	"testing"

	"uncodec/codec"
	"uncodec/quality"
)

// TestOffGrid: a codec off the grid leaves its blocks elsewhere, and the picture where it was.
func TestOffGrid(t *testing.T) {
	e := &Engine{Tools: codec.NewToolbox("")}
	img := drawn(128, 96)
	for setting, want := range map[string]string{"jpeg:10+3>jpeg:90": "jpeg:10+3>jpeg:90", "jpeg:010+0>jpeg:90": "jpeg:10>jpeg:90", "jpeg: 10": "jpeg:10"} {
		steps, err := Steps(setting)
		if err != nil || spelled(steps) != want {
			t.Errorf("%s is %v, %v", setting, steps, err)
		}
	}
	for _, setting := range []string{"jpeg:10+3", "jpeg:10+16>jpeg:90", "jpeg:10+a>jpeg:90", "jpeg:10+-1>jpeg:90"} {
		if _, err := Steps(setting); err == nil {
			t.Errorf("%s was taken", setting)
		}
	}
	on, err := e.CompressChain(t.Context(), img, "jpeg:10>jpeg:95")
	if err != nil {
		t.Fatal(err)
	}
	off, err := e.CompressChain(t.Context(), img, "jpeg:10+3>jpeg:95")
	if err != nil {
		t.Fatal(err)
	}
	if off.Image.Rect != img.Rect {
		t.Fatalf("it is %v", off.Image.Rect)
	}
	edges := func(img *image.NRGBA, at int) (sum int) { // how far columns are apart where blocks at such a place meet
		for x := at; x < 120; x += 8 {
			for y := range 96 {
				d := int(img.NRGBAAt(x, y).G) - int(img.NRGBAAt(x-1, y).G)
				sum += max(d, -d)
			}
		}
		return sum
	}
	if edges(on.Image, 8) <= edges(off.Image, 8) || edges(off.Image, 5) <= edges(on.Image, 5) {
		t.Errorf("at 8: %d on and %d off the grid; at 5: %d and %d", edges(on.Image, 8), edges(off.Image, 8), edges(on.Image, 5), edges(off.Image, 5))
	}
	here, err := quality.PSNR(img, off.Image)
	if err != nil {
		t.Fatal(err)
	}
	there, err := quality.PSNR(img, on.Image)
	if err != nil || here < there-1.5 {
		t.Errorf("%.2f dB off the grid, %.2f on it, %v", here, there, err)
	}
}
