package codec

import (
	"bytes"
	"image"
	"math"
	"testing"

	"uncodec/fine"

	"github.com/disintegration/imaging"
)

// TestSeen: what a JPEG that keeps its colours' resolution is shown to the networks as is what the same picture at 4:2:0 is
// decoded to, but for what was rounded; and a file of 4:2:0 is shown as it is.
func TestSeen(t *testing.T) {
	img := colourful(67, 45, 1)
	want := shown(t, img, "4:2:0")
	for _, sampling := range []string{"4:4:4", "4:2:2"} {
		h, finer := Header{Format: "jpeg", Subsampling: sampling}, shown(t, img, sampling)
		seen := h.Seen(finer)
		if off := apart(seen, want); off > 0.8 {
			t.Errorf("%s is seen %.2f levels off 4:2:0, in the mean", sampling, off)
		}
		if off := apart(finer, want); off < 4 {
			t.Errorf("%s is %.2f levels off 4:2:0 by itself: this shows nothing", sampling, off)
		}
	}
	h := Header{Format: "jpeg", Subsampling: "4:2:0"}
	if &h.Seen(want).Pix[0] != &want.Pix[0] {
		t.Error("4:2:0 is copied")
	}
}

// TestFiner: what is known to keep more of its colours' resolution than 4:2:0, and how it lies.
func TestFiner(t *testing.T) {
	for h, finer := range map[Header]bool{
		{Format: "jpeg", Subsampling: "4:4:4"}: true, {Format: "jpeg", Subsampling: "4:2:2"}: true, {Format: "jpeg", Subsampling: "4:4:0"}: true,
		{Format: "avif", Subsampling: "4:4:4"}: true, {Format: "heic", Subsampling: "4:4:4"}: true, {Format: "heic", Subsampling: "4:2:2"}: false,
		{Format: "jpeg", Subsampling: "4:2:0"}: false, {Format: "jpeg", Subsampling: "4:1:1"}: false, {Format: "jpeg"}: false, {Format: "png"}: false, {}: false,
	} {
		if h.Finer() != finer {
			t.Errorf("%s of %q: %v", h.Format, h.Subsampling, !finer)
		}
	}
}

// TestSeenTurned: a picture is thinned out as it lies in its file, whichever way that is turned.
func TestSeenTurned(t *testing.T) {
	stored := colourful(67, 45, 1)
	for _, sampling := range []string{"4:4:4", "4:2:2", "4:4:0"} {
		want := Header{Format: "jpeg", Subsampling: sampling, Orientation: 1}.Seen(stored)
		for orientation := 2; orientation <= 8; orientation++ {
			turned := upright(stored, orientation)
			h := Header{Format: "jpeg", Subsampling: sampling, Orientation: orientation, Width: turned.Rect.Dx(), Height: turned.Rect.Dy()}
			seen := h.Seen(turned)
			if seen.Rect.Min != h.Grid() {
				t.Errorf("%s, turned by %d: its bounds begin at %v, the grid tells %v", sampling, orientation, seen.Rect.Min, h.Grid())
			}
			seen.Rect = turned.Rect
			if off := apart(h.Stored(seen), want); off > 0.02 {
				t.Errorf("%s, turned by %d, is seen %.2f levels off, in the mean", sampling, orientation, off)
			}
		}
	}
}

// TestAnswered: an answer that is right gives the picture itself back, whole or a part of it; one that is warmer all over makes
// it warmer, and detail in the colours that is the answer's own is left out.
func TestAnswered(t *testing.T) {
	img := colourful(67, 45, 0.1)
	for i := 3; i < len(img.Pix); i += 4 {
		img.Pix[i] = byte(i)
	}
	changed := func(red func(x int) int) *image.NRGBA { // at the same luma
		out := imaging.Clone(img)
		for i := 0; i < len(out.Pix); i += 4 {
			by := red(i % out.Stride / 4)
			out.Pix[i], out.Pix[i+1] = byte(int(out.Pix[i])+by), byte(int(out.Pix[i+1])-by/2)
		}
		return out
	}
	warmer, detailed := changed(func(int) int { return 12 }), changed(func(x int) int { return x % 2 * 24 })
	h := Header{Format: "jpeg", Subsampling: "4:4:4"}
	for name, c := range map[string][2]*image.NRGBA{ // what R-Net answers, and what is to come of it
		"what is right": {img, img}, "what is warmer": {warmer, warmer}, "detail in the colours": {detailed, warmer},
	} {
		if off := apart(h.Answered(fine.Of(c[0]), img, image.Point{}), c[1]); off > 0.5 {
			t.Errorf("%s is %.3f levels off", name, off)
		}
	}
	// A part is put together as the whole is, on whichever side of a pair it begins.
	striped, at := changed(func(x int) int { return x / 2 % 2 * 24 }), image.Rect(21, 8, 64, 45)
	inner := image.Rect(4, 4, at.Dx()-4, at.Dy()-4) // what its edges do not reach
	part := imaging.Crop(h.Answered(fine.Of(imaging.Crop(striped, at)), imaging.Crop(img, at), at.Min), inner)
	if off := apart(part, imaging.Crop(h.Answered(fine.Of(striped), img, image.Point{}), inner.Add(at.Min))); off > 0.02 {
		t.Errorf("a part is %.3f levels off the same of the whole", off)
	}
}

// TestMoveTo: where the weight is 1 an answer becomes what it is held to, where it is 0 it takes the colours' detail from that
// and nothing else, and half of it goes half the way.
func TestMoveTo(t *testing.T) {
	h := Header{Format: "jpeg", Subsampling: "4:4:4"}
	held := colourful(66, 44, 1)
	answer := h.Seen(imaging.AdjustBrightness(held, -10))
	for _, want := range []float64{0, 0.5, 1} {
		got := imaging.Clone(answer)
		h.MoveTo(fine.Of(got), fine.Of(held), func(int, int) float64 { return want })
		thin := h.Seen(got)
		if way := apart(thin, h.Seen(answer)) / apart(h.Seen(held), h.Seen(answer)); math.Abs(way-want) > 0.1 {
			t.Errorf("with a weight of %g, seen without its detail, it goes %.2f of the way", want, way)
		}
		if detail := apart(got, thin) / apart(held, h.Seen(held)); math.Abs(detail-1) > 0.05 {
			t.Errorf("with a weight of %g it has %.2f of the detail", want, detail)
		}
	}
}

// colourful is a picture whose colours change from pixel to pixel, or at a slower pace, far from black and white.
func colourful(w, h int, pace float64) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p := img.Pix[img.PixOffset(x, y):]
			wave := func(fx, fy float64) byte { return byte(128 + 60*math.Sin(pace*(fx*float64(x)+fy*float64(y)))) }
			p[0], p[1], p[2], p[3] = wave(1.9, 0.3), wave(0.2, 0.1), wave(0.4, 2.1), 255
		}
	}
	return img
}

// shown is a picture as a JPEG of the best quality shows it.
func shown(t *testing.T, img *image.NRGBA, sampling string) *image.NRGBA {
	t.Helper()
	coded, err := new(Toolbox).codeStill(t.Context(), tools[0], img, 100, sampling)
	if err != nil {
		t.Fatal(err)
	}
	return coded.Image
}

// apart is by how many levels two pictures differ in the mean; their transparency too.
func apart(a, b *image.NRGBA) float64 {
	if a.Rect.Size() != b.Rect.Size() {
		return math.Inf(1)
	}
	var sum float64
	for y := range a.Rect.Dy() {
		for x := range 4 * a.Rect.Dx() {
			sum += math.Abs(float64(a.Pix[y*a.Stride+x]) - float64(b.Pix[y*b.Stride+x]))
		}
	}
	return sum / float64(4*a.Rect.Dx()*a.Rect.Dy())
}

// TestSeenRed: the training thins chroma out by the same numbers (training/tests/test_data.py).
func TestSeenRed(t *testing.T) {
	picture := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	for at := 3; at < len(picture.Pix); at += 4 {
		picture.Pix[at] = 255
	}
	picture.Pix[0] = 255
	for subsampling, want := range map[string][]byte{
		"4:4:4": {121, 34, 11, 0, 34, 25, 8, 0, 11, 8, 3, 0, 0, 0, 0, 0},
		"4:2:2": {166, 0, 0, 0, 67, 0, 0, 0, 22, 0, 0, 0, 0, 0, 0, 0},
	} {
		var red []byte
		for at, v := range (Header{Format: "jpeg", Subsampling: subsampling}).Seen(picture).Pix {
			if at%4 == 0 {
				red = append(red, v)
			}
		}
		if !bytes.Equal(red, want) {
			t.Errorf("%s: %v", subsampling, red)
		}
	}
}
