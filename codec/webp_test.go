package codec

import (
	"bytes"
	"context"
	"image"
	"math"
	"testing"

	"uncodec/codec/codectest"

	"github.com/gen2brain/webp"
)

// TestDecodeAsLibwebp holds our pixels against libwebp's own RGB, which
// gen2brain's animation path shows for opaque pictures.
func TestDecodeAsLibwebp(t *testing.T) {
	photo := decodeFile(t, sharedFiles(t, "test/LIVE1/bikes.png")[0]).Image
	for _, size := range []image.Point{{400, 300}, {401, 299}, {33, 17}, {3, 3}, {2, 2}, {1, 1}, {1, 9}, {9, 1}} {
		var file bytes.Buffer
		if err := encodeWebP(&file, photo.SubImage(image.Rectangle{Max: size}).(*image.NRGBA), 20); err != nil {
			t.Fatal(err)
		}
		compareWithLibwebp(t, size.String(), file.Bytes())
	}
	for _, path := range sharedFiles(t, "badimages/webp-*comprehensive*.webp") {
		compareWithLibwebp(t, path, readFile(t, path))
	}
}

func compareWithLibwebp(t *testing.T, name string, file []byte) {
	t.Helper()
	pic, err := box.Decode(context.Background(), file, DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	all, err := webp.DecodeAll(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	want := all.Image[0].(*image.RGBA)
	if db := codectest.PSNR(t, (*image.NRGBA)(want), pic.Image); !math.IsInf(db, 1) {
		t.Errorf("%s: %.1f dB from libwebp, and should be the same", name, db)
	}
}

// TestLosslessWebP: what goes in comes out, alpha too.
func TestLosslessWebP(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7)
	}
	var file bytes.Buffer
	if err := webp.Encode(&file, img, webp.Options{Lossless: true, Exact: true, Quality: 50}); err != nil {
		t.Fatal(err)
	}
	pic, err := box.Decode(context.Background(), file.Bytes(), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pic.Image.Pix, img.Pix) {
		t.Error("pixels changed")
	}
	if h := pic.Header; !h.Lossless || !h.Alpha || h.Subsampling != "" {
		t.Errorf("header %+v", h)
	}
}

// TestWebPQuality: a lossy WebP tells about the quality that it was saved at, and a lossless one none.
func TestWebPQuality(t *testing.T) {
	photo := decodeFile(t, "../assets/samples/pexels_0001.jpg").Image
	for _, quality := range []int{5, 20, 50, 80, 95, 100} {
		var file bytes.Buffer
		if err := encodeWebP(&file, photo, quality); err != nil {
			t.Fatal(err)
		}
		h, err := inspect(file.Bytes(), DefaultLimits())
		if err != nil || max(h.Quality-quality, quality-h.Quality) > 4 {
			t.Errorf("of quality %d it says %d, %v", quality, h.Quality, err)
		}
		if cut, err := inspect(file.Bytes()[:150], DefaultLimits()); err != nil || cut.Quality != 0 {
			t.Errorf("a cut one says %d, %v", cut.Quality, err)
		}
	}
	var file bytes.Buffer
	if err := webp.Encode(&file, photo, webp.Options{Lossless: true}); err != nil {
		t.Fatal(err)
	}
	if h, err := inspect(file.Bytes(), DefaultLimits()); err != nil || h.Quality != 0 || h.Constrains() {
		t.Errorf("a lossless one: %+v, %v", h.Header, err)
	}
}
