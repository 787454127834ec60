package studio

import (
	"context"
	"image"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/quality"
)

type sceneKey struct{ sample, setting string }

// scene is a sample and what a codec made of it, with all that another belief on it needs.
type scene struct {
	pristine, damaged *image.NRGBA
	png               []byte // damaged
	coded             int
	before            float64
	believed          *Prediction       // these two
	region            *inference.Region // nil until the networks are asked
}

func (s *Studio) setScene(ctx context.Context, d Demo) (*scene, error) {
	pristine, err := s.DemoPicture(ctx, d.Sample)
	if err != nil {
		return nil, err
	}
	coded, err := s.inTurn(ctx, func(ctx context.Context) (*codec.Coded, error) {
		return s.CompressChain(ctx, pristine, d.Setting)
	})
	if err != nil {
		return nil, err
	}
	before, err := quality.PSNR(pristine, coded.Image)
	if err != nil {
		return nil, err
	}
	png, err := codec.ShownPNG(coded.Image)
	return &scene{
		pristine: pristine, damaged: coded.Image, png: png, coded: len(coded.Bytes), before: before,
	}, err
}
