package handlers

import (
	"context"
	"image"
	"net/http"

	"github.com/disintegration/imaging"

	"uncodec/cache"
	"uncodec/codec"
	"uncodec/turns"
)

const (
	shownBytes   = 64 << 20 // of the pictures kept encoded
	encodeAtOnce = 3        // each holds its pixels and its file in memory
)

// encoded finds a picture encoded for the page or to be saved, or encodes and keeps it when
// its turn has come; the wait for that ends with ctx.
func (s *site) encoded(ctx context.Context, key string, encode func(context.Context) ([]byte, error)) ([]byte, error) {
	return s.shown.GetInTurn(ctx, s.encoding, key, encode)
}

func newShown() *cache.Cache[string, []byte] {
	return cache.New[string](shownBytes, func(data []byte) int { return len(data) })
}

// newEncoding makes the turns to encode. An address never has all: its large pictures keep nobody else waiting.
func newEncoding() *turns.Room { return turns.NewRoom(encodeAtOnce, encodeAtOnce-1) }

// forShow encodes a picture for the page, its longer side at most limit (0: no limit).
func forShow(img *image.NRGBA, limit int) ([]byte, error) {
	if size := img.Bounds().Size(); limit > 0 && max(size.X, size.Y) > limit {
		img = imaging.Fit(img, limit, limit, imaging.Box)
	}
	return codec.ShownPNG(img)
}

// writePNG answers with what forShow gave.
func writePNG(w http.ResponseWriter, png []byte) error {
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(png) // an error means that the client went
	return nil
}
