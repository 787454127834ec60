package codec

import (
	"bytes"
	"image"
	"strconv"
	"testing"
)

// TestQuality reads back every quality, of Go's encoder and of libjpeg's.
func TestQuality(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 16, 16))
	var cjpeg bool
	t.Run("cjpeg", func(t *testing.T) { program(t, "cjpeg"); cjpeg = true })
	for q := 1; q <= 100; q++ {
		var file bytes.Buffer
		if err := EncodeJPEG(&file, img, q); err != nil {
			t.Fatal(err)
		}
		checkQuality(t, "Go", file.Bytes(), q)
		if cjpeg && q%9 == 1 {
			checkQuality(t, "cjpeg", pipe(t, ppm(img), "cjpeg", "-baseline", "-quality", strconv.Itoa(q)), q)
			checkQuality(t, "grey", pipe(t, ppm(img), "cjpeg", "-baseline", "-grayscale", "-quality", strconv.Itoa(q)), q)
		}
	}
}

func checkQuality(t *testing.T, name string, file []byte, want int) {
	t.Helper()
	h, err := inspect(file, DefaultLimits())
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
