package studio

import (
	"math"
	"testing"

	"uncodec/quality"
)

// TestExactPictures: a picture that came through without error takes no other's PSNR out of the
// mean, nor its input's alone.
func TestExactPictures(t *testing.T) {
	exact := quality.Measures{PSNR: math.Inf(1), SSIM: 1, PSNRB: math.Inf(1)}
	before, after := quality.Measures{PSNR: 30, SSIM: 0.8, PSNRB: 29}, quality.Measures{PSNR: 31, SSIM: 0.9, PSNRB: 31}
	for name, c := range map[string]struct {
		before, after quality.Measures // of the first of two pictures
		input         float64
		among         int
	}{
		"none":             {before, after, 30, 0},
		"exact as it came": {exact, quality.Measures{PSNR: 50, SSIM: 0.9, PSNRB: 50}, 30, 1},
		"exact restored":   {quality.Measures{PSNR: 50, SSIM: 0.9, PSNRB: 50}, exact, 30, 1},
	} {
		some := tally{after: make([][]quality.Measures, 1)}
		some.add(0, c.before, c.after)
		some.add(0, before, after)
		of, among := some.exact()
		if got := mean(some.before, of); got.PSNR != c.input || among != c.among {
			t.Errorf("%s: the input's mean is %v with %d exact", name, got, among)
		}
		if got := mean(some.after[0], of); got.PSNR != 31 {
			t.Errorf("%s: the mean restored is %v", name, got)
		}
	}
	all := tally{after: make([][]quality.Measures, 1)}
	all.add(0, exact, exact)
	if of, among := all.exact(); among != 1 || mean(all.before, of) != exact {
		t.Errorf("exact alone: %d, %v", among, mean(all.before, of))
	}
}
