package fine

import (
	"image"
	"math"
	"testing"
)

// TestSet: a level comes back within a 256th, beside the whole level nearest to it; what is no level is clipped.
func TestSet(t *testing.T) {
	i := New(image.Pt(3, 2))
	for v := float32(0); v <= 255; v += 0.37 {
		i.Set(4, v, 255-v, 0.4*v)
		for c, want := range [3]float32{v, 255 - v, 0.4 * v} {
			r, g, b := i.RGB(4)
			if got := [3]float32{r, g, b}[c]; math.Abs(float64(got-want)) > 1.0/256 {
				t.Fatalf("%v came back as %v", want, got)
			}
			if whole := float64(i.Pix[4+c]); math.Abs(whole-float64(want)) > 0.5001 {
				t.Fatalf("the whole level of %v is %v", want, whole)
			}
		}
	}
	for v, want := range map[float32]byte{-3: 0, -0.2: 0, 255.3: 255, 254.5: 255, 999: 255, float32(math.NaN()): 0, float32(math.Inf(1)): 255} {
		i.Set(8, v, v, v)
		if i.Pix[8] != want {
			t.Errorf("%v became %d, want %d", v, i.Pix[8], want)
		}
	}
	if r, _, _ := i.RGB(0); r != 0 || i.Pix[3] != 0 || i.Pix[12] != 0 {
		t.Error("a pixel beside what was set has changed")
	}
}

// TestOf shares its pixels, and rounds.
func TestOf(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 2))
	of := Of(img)
	of.Set(12, 7.4, 7.6, 300)
	if r, g, b := of.RGB(12); r != 7 || g != 8 || b != 255 || img.Pix[12] != 7 {
		t.Errorf("it has %v, %v, %v, and what it is of %d", r, g, b, img.Pix[12])
	}
}

// TestCopies are of their own, whole or in part.
func TestCopies(t *testing.T) {
	i := New(image.Pt(5, 4))
	for at := 0; at < len(i.Pix); at += 4 {
		i.Set(at, float32(at)+0.25, 1.75, float32(at)/3)
		i.Pix[at+3] = byte(at)
	}
	whole, part := i.Clone(), i.Crop(image.Rect(2, 1, 4, 4))
	from := i.PixOffset(3, 2)
	wantR, wantG, wantB := i.RGB(from)
	i.Set(from, 0, 0, 0)
	for name, copied := range map[string]struct {
		*Image
		at int
	}{"whole": {whole, from}, "in part": {part, part.PixOffset(1, 1)}} {
		if r, g, b := copied.RGB(copied.at); r != wantR || g != wantG || b != wantB || copied.Pix[copied.at+3] != byte(from) {
			t.Errorf("%s: a pixel is %v, %v, %v, %d", name, r, g, b, copied.Pix[copied.at+3])
		}
	}
	if part := Of(i.NRGBA).Crop(image.Rect(0, 0, 1, 1)); part.Rect.Dx() != 1 || part.lacks != nil {
		t.Error("a part of whole levels is not one of whole levels")
	}
}
