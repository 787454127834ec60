package inference

import (
	"context"
	"image"
	"math"
	"testing"
	"time"
)

// TestCrops: crops lie in the picture, on the grid, and are few.
func TestCrops(t *testing.T) {
	for _, size := range []image.Point{{16, 16}, {17, 40}, {256, 256}, {300, 200}, {768, 512}, {6000, 4000}, {20000, 20}} {
		all := crops(size, image.Point{}, 16)
		if len(all) == 0 || len(all) > maxCrops {
			t.Errorf("%v: %d crops", size, len(all))
		}
		for _, c := range all {
			if !c.In(image.Rectangle{Max: size}) || c.Min.X%16 != 0 || c.Min.Y%16 != 0 || c.Dx()%16 != 0 || c.Dy()%16 != 0 {
				t.Errorf("%v: crop %v", size, c)
			}
		}
	}
	if got := crops(image.Pt(5, 3), image.Point{}, 16); len(got) != 1 || got[0].Size() != image.Pt(16, 16) {
		t.Errorf("a tiny picture is read as %v, want one reflected crop of 16×16", got)
	}
}

// TestPosterior: distributions sum to 1, codecs without data get nothing, tiny pictures work.
func TestPosterior(t *testing.T) {
	m := openFast(t)
	for _, size := range []image.Point{{1, 1}, {15, 40}, {100, 100}, {700, 300}} {
		p := mustPredict(t, m, scene(size.X, size.Y))
		if s := sum(p.Codec); math.Abs(s-1) > 1e-6 {
			t.Errorf("%v: codecs sum to %g", size, s)
		}
		for c, levels := range p.Level {
			if s := sum(levels); math.Abs(s-1) > 1e-6 {
				t.Errorf("%v: levels of %s sum to %g", size, m.Codecs[c].Name, s)
			}
			if !m.Codecs[c].Believable && p.Codec[c] > 1e-6 {
				t.Errorf("%v: %s has no data and probability %g", size, m.Codecs[c].Name, p.Codec[c])
			}
		}
		if s := p.Strength(m.Codecs); !(s >= 0 && s <= 1) {
			t.Errorf("%v: strength %g", size, s)
		}
	}
}

// TestAverage: a crop speaks of a codec's level as far as it believes in the codec.
func TestAverage(t *testing.T) {
	a := Posterior{Codec: []float64{1, 0}, Level: [][]float64{{1, 0}, {0.5, 0.5}}, Value: 1}
	b := Posterior{Codec: []float64{0, 1}, Level: [][]float64{{0, 1}, {0, 1}}, Value: 3}
	got := average([]Posterior{a, b})
	if got.Value != 2 || got.Codec[0] != 0.5 {
		t.Errorf("average is %+v", got)
	}
	if got.Level[0][0] < 0.999 || got.Level[1][1] < 0.999 {
		t.Errorf("levels are %v: a crop was heard on a codec that it does not believe in", got.Level)
	}
}

func sum(v []float64) (s float64) {
	for _, x := range v {
		s += x
	}
	return s
}

// TestPredictGoesBetween: P-Net answers while every slot of R-Net's is taken.
func TestPredictGoesBetween(t *testing.T) {
	m := openFast(t)
	r := m.backend.(*Runtime)
	for range r.Threads() {
		release, err := r.slots.acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer release()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := m.Predict(ctx, scene(300, 200)); err != nil {
		t.Error(err)
	}
}
