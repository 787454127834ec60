package codec

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/disintegration/imaging"
)

// TestTransparentJPEG: what is transparent comes out white, whatever colour lies under it, and
// what is opaque as it is.
func TestTransparentJPEG(t *testing.T) {
	whole := image.NewNRGBA(image.Rect(0, 0, 48, 24))
	img := whole.SubImage(image.Rect(8, 4, 40, 20)).(*image.NRGBA) // clear on the left, half clear blue on the right
	for y := 4; y < 20; y++ {
		for x := 24; x < 40; x++ {
			img.SetNRGBA(x, y, color.NRGBA{B: 255, A: 128})
		}
	}
	var file bytes.Buffer
	if err := EncodeAs(&file, img, Save{Format: "jpeg", Quality: 100}); err != nil {
		t.Fatal(err)
	}
	got, err := box.Decode(context.Background(), file.Bytes(), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range map[int]color.NRGBA{4: {255, 255, 255, 255}, 28: {127, 127, 255, 255}} {
		c := got.Image.NRGBAAt(x, 8)
		if off := max(math.Abs(float64(c.R)-float64(want.R)), math.Abs(float64(c.G)-float64(want.G)), math.Abs(float64(c.B)-float64(want.B))); off > 4 {
			t.Errorf("at %d it is %v, not %v", x, c, want)
		}
	}
}

// TestWhatIsMissing: the note on a file that ends early names the side of the upright picture that is grey, and that alone.
func TestWhatIsMissing(t *testing.T) {
	var file bytes.Buffer
	if err := EncodeJPEG(&file, imaging.Crop(decodeFile(t, "../assets/samples/pexels_0001.jpg").Image, image.Rect(200, 200, 296, 328)), 90, "4:2:0"); err != nil {
		t.Fatal(err)
	}
	grey := func(img *image.NRGBA, x, y int) bool {
		c := img.NRGBAAt(x, y)
		return c.R == 128 && c.G == 128 && c.B == 128
	}
	for orientation := 1; orientation <= 8; orientation++ {
		turned := withEXIF(file.Bytes(), exifBlock(binary.LittleEndian, "II*\x00", uint16(orientation)))
		pic, err := box.Decode(t.Context(), turned[:2*len(turned)/3], DefaultLimits())
		if err != nil || len(pic.Notes) != 1 {
			t.Fatalf("orientation %d: %v", orientation, err)
		}
		size := pic.Image.Rect.Size()
		edges := map[string]image.Point{
			"lowest": {size.X / 2, size.Y - 1}, "topmost": {size.X / 2, 0}, "leftmost": {0, size.Y / 2}, "rightmost": {size.X - 1, size.Y / 2},
		}
		for side, at := range edges {
			if says := strings.Contains(pic.Notes[0], "the "+side+" "); says != grey(pic.Image, at.X, at.Y) {
				t.Errorf("orientation %d: %q, and the %s part is grey: %v", orientation, pic.Notes[0], side, !says)
			}
		}
	}
}
