package inference

import (
	"image"
	"testing"
)

// TestGreyStaysGrey: what has no colour is given none, in the whole and in a region, where black and white lie side by side.
func TestGreyStaysGrey(t *testing.T) {
	m := openFast(t)
	img := image.NewNRGBA(image.Rect(0, 0, 160, 96))
	for i := 0; i < len(img.Pix); i += 4 {
		v := uint8(255 * (i / 4 * 7 % 3 / 2))
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = v, v, v, 255
	}
	c, err := m.At("jpeg", "10")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := m.Restore(t.Context(), img, c, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !IsGrey(whole.NRGBA) {
		t.Error("the restoration has colours")
	}
	if largest, _ := difference(whole.NRGBA, img); largest == 0 {
		t.Error("nothing was restored")
	}
	if !IsGrey(preview(t, m, img, image.Rect(16, 16, 96, 80), c)) {
		t.Error("the preview has colours")
	}
	img.Pix[4*40] ^= 3 // a colour anywhere, and the picture has some
	if coloured, err := m.Restore(t.Context(), img, c, 1, nil); err != nil || IsGrey(coloured.NRGBA) {
		t.Errorf("a picture with a colour came back grey, %v", err)
	}
}
