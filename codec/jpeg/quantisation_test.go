package jpeg

import (
	"image/color"
	"strconv"
	"testing"

	"github.com/disintegration/imaging"
)

// TestQuality reads back every quality, of our encoder and of libjpeg's.
func TestQuality(t *testing.T) {
	img := imaging.New(16, 16, color.Black)
	var cjpeg bool
	t.Run("cjpeg", func(t *testing.T) { program(t, "cjpeg"); cjpeg = true })
	for q := 1; q <= 100; q++ {
		checkQuality(t, "ours", encoded(t, img, q, "4:2:0"), q)
		if cjpeg && q%9 == 1 {
			checkQuality(t, "cjpeg", pipe(t, ppm(img), "cjpeg", "-baseline", "-quality", strconv.Itoa(q)), q)
			checkQuality(t, "grey", pipe(t, ppm(img), "cjpeg", "-baseline", "-grayscale", "-quality", strconv.Itoa(q)), q)
		}
	}
}

func checkQuality(t *testing.T, name string, file []byte, want int) {
	t.Helper()
	h, err := ReadHeader(file)
	if err != nil || h.Quality != want || !h.StandardTables {
		t.Errorf("%s at %d: got %+v, %v", name, want, h, err)
	}
}

// TestOddQuality: tables of another maker get the nearest quality, unflagged.
func TestOddQuality(t *testing.T) {
	luma, chroma := standardTable(0, 75), standardTable(1, 75)
	luma[5]++
	if q, exact := estimateQuality(&luma, &chroma); q != 75 || exact {
		t.Errorf("got %d, %v", q, exact)
	}
}
