package studio

import (
	"context"
	"image"
)

const (
	keptPixels   = 25_000_000 // in memory: one picture of 24 megapixels, or many small ones
	decodeAtOnce = 2          // a large progressive JPEG takes 12 bytes a pixel while it is decoded
)

func area(img *image.NRGBA) int { return img.Bounds().Dx() * img.Bounds().Dy() }

// Pixels decodes a stored picture, or finds it decoded. The limit of bytes is for what
// people send: a restored picture as PNG may be larger.
func (s *Studio) Pixels(ctx context.Context, hash string) (*image.NRGBA, error) {
	return s.pixels.GetInTurn(ctx, s.decoding, hash, func() (*image.NRGBA, error) {
		data, err := s.Store.ReadFile(hash)
		if err != nil {
			return nil, err
		}
		limits := s.Limits
		limits.Bytes = 0
		picture, err := s.Tools.Decode(ctx, data, limits)
		if err != nil {
			return nil, err
		}
		return picture.Image, nil
	})
}

// forget frees what is held in memory of a file that is deleted.
func (s *Studio) forget(hash string) {
	s.pixels.Forget(func(kept string) bool { return kept == hash })
	s.regions.Forget(func(kept regionKey) bool { return kept.picture == hash })
}

// forgetAll frees what is held in memory of pictures: nothing of deleted ones is to live on there.
func (s *Studio) forgetAll() {
	s.pixels.Clear()
	s.regions.Clear()
	s.Forgotten()
}
