package handlers

import (
	"bytes"
	"context"
	"image"
	"io/fs"
	"sync"
	"testing"

	"uncodec/assets"
	"uncodec/codec"
)

// photos are a small piece of a bundled photograph: pristine, and as a JPEG of quality 10.
var photos = sync.OnceValues(func() (clean, damaged string) {
	data, err := fs.ReadFile(assets.Samples(), "gb82_0003.jpg")
	if err != nil {
		panic(err)
	}
	picture, err := codec.NewToolbox("").Decode(context.Background(), data, codec.DefaultLimits())
	if err != nil {
		panic(err)
	}
	piece := image.NewNRGBA(image.Rect(0, 0, 160, 128))
	for y := range 128 {
		from := picture.Image.PixOffset(200, 200+y)
		copy(piece.Pix[y*piece.Stride:], picture.Image.Pix[from:from+4*160])
	}
	var png, jpeg bytes.Buffer
	_ = codec.EncodePNG(&png, piece)
	_ = codec.EncodeJPEG(&jpeg, piece, 10, "4:2:0")
	return png.String(), jpeg.String()
})

func pristine(t *testing.T) string { t.Helper(); clean, _ := photos(); return clean }

func photo(t *testing.T) string { t.Helper(); _, damaged := photos(); return damaged }

// webp is the same piece as a WebP of some quality.
func webp(t *testing.T, quality int) string {
	t.Helper()
	picture, err := codec.NewToolbox("").Decode(t.Context(), []byte(pristine(t)), codec.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := codec.EncodeAs(&file, picture.Image, codec.Save{Format: "webp", Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return file.String()
}
