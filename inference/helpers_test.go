package inference

import (
	"context"
	"image"
	"math"
	"os"
	"sync"
	"testing"
)

// libraryPath is where `make setup` puts ONNX Runtime.
func libraryPath() string {
	if p := os.Getenv("UNCODEC_ONNXRUNTIME"); p != "" {
		return p
	}
	return "../bin/libonnxruntime.so"
}

var start = sync.OnceValues(func() (*Runtime, error) { return Start(libraryPath(), 2, CPU) })

// openFast opens the default model.
func openFast(t testing.TB) *Model {
	t.Helper()
	return openShipped(t, "fast")
}

// openShipped opens a model that ships.
func openShipped(t testing.TB, name string) *Model {
	t.Helper()
	if _, err := os.Stat(libraryPath()); err != nil {
		t.Skip("ONNX Runtime is not here: run `make setup`")
	}
	r, err := start()
	if err != nil {
		t.Fatal(err)
	}
	m, err := Open(context.Background(), r, os.DirFS("../assets/models"), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

// scene draws a picture with ramps, edges and texture in 8×8 steps, as a codec would leave it.
func scene(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			at := img.PixOffset(x, y)
			bx, by := float64(x/8*8), float64(y/8*8)
			img.Pix[at] = uint8(127 + 120*math.Sin(bx/37)*math.Cos(by/53))
			img.Pix[at+1] = uint8(127 + 100*math.Sin((bx+by)/91) + 20*math.Sin(float64(x*y)/700))
			img.Pix[at+2] = uint8((x/32+y/32)%2*90 + 60 + x%8*2)
			img.Pix[at+3] = uint8(255 - x%3)
		}
	}
	return img
}

// preview restores a rectangle of a picture as a viewer's crop.
func preview(t *testing.T, m *Model, img *image.NRGBA, at image.Rectangle, c Condition) *image.NRGBA {
	t.Helper()
	region, err := m.EncodeLive(t.Context(), img, at)
	if err != nil {
		t.Fatal(err)
	}
	out, err := region.Preview(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return out.NRGBA
}

// encoded restores a rectangle of a picture from its kept features.
func encoded(t *testing.T, m *Model, img *image.NRGBA, at image.Rectangle, c Condition) *image.NRGBA {
	t.Helper()
	region, err := m.Encode(t.Context(), img, at)
	if err != nil {
		t.Fatal(err)
	}
	out, err := region.Restore(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return out.NRGBA
}

// cut copies a rectangle out of a picture.
func cut(img *image.NRGBA, r image.Rectangle) *image.NRGBA {
	out := image.NewNRGBA(image.Rectangle{Max: r.Size()})
	for y := range r.Dy() {
		copy(out.Pix[y*out.Stride:], img.Pix[img.PixOffset(r.Min.X, r.Min.Y+y):][:4*r.Dx()])
	}
	return out
}

// difference is the largest and the mean difference of colour samples, in levels of 8 bits.
func difference(a, b *image.NRGBA) (largest int, mean float64) {
	sum := 0
	for i := range a.Pix {
		d := int(a.Pix[i]) - int(b.Pix[i])
		d = max(d, -d)
		largest, sum = max(largest, d), sum+d
	}
	return largest, float64(sum) / float64(len(a.Pix))
}

// gentleAndStrong are two conditions that lead to different pictures.
func gentleAndStrong(t testing.TB, m *Model) (gentle, strong Condition) {
	t.Helper()
	gentle, err := m.At("hevc", "27")
	if err != nil {
		t.Fatal(err)
	}
	if strong, err = m.At("jpeg", "10"); err != nil {
		t.Fatal(err)
	}
	return gentle, strong
}
