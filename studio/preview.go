package studio

import (
	"context"
	"image"
	"time"

	"uncodec/cache"
	"uncodec/inference"
	"uncodec/turns"
)

// previewSide bounds what one preview may ask for, in pixels a side.
const previewSide = 768

// Preview is a restored rectangle, and what it cost.
type Preview struct {
	*image.NRGBA
	Encode time.Duration // 0 where the encoder's features were kept
	Decode time.Duration
}

// Preview restores a rectangle of an owner's picture under a condition. The
// encoder's features are kept, so that the next condition on the same rectangle
// costs the decoder alone.
func (s *Studio) Preview(ctx context.Context, id, owner, model string, at image.Rectangle, request ConditionRequest) (*Preview, error) {
	i, m, believed, err := s.subject(ctx, id, owner, model)
	if err != nil {
		return nil, err
	}
	condition, _, err := resolve(m, request, believed)
	if err != nil {
		return nil, err
	}
	at.Max.X, at.Max.Y = min(at.Max.X, at.Min.X+previewSide), min(at.Max.Y, at.Min.Y+previewSide)
	if err := s.previewing.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer s.previewing.Release(1)
	ctx = turns.Holding(ctx)
	p := new(Preview)
	region, err := s.regions.Get(regionKey{i.Hash, m.Hash, at}, func() (*inference.Region, error) {
		img, err := s.Pixels(ctx, i.Hash)
		if err != nil {
			return nil, err
		}
		begun := time.Now()
		defer func() { p.Encode = time.Since(begun) }()
		return m.EncodeLive(ctx, Header(i).OnGrid(img), at)
	})
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	p.NRGBA, err = region.Preview(ctx, condition)
	p.Decode = time.Since(begun)
	return p, err
}

// keptRegions bounds the features in memory, and the previews that are made at once: about
// 30 MB each for `fast`.
const keptRegions = 4

// regionKey names a rectangle of a picture's file, encoded by a model; both by their hashes.
type regionKey struct {
	picture, model string
	at             image.Rectangle
}

func newRegions() *cache.Cache[regionKey, *inference.Region] {
	return cache.New[regionKey](keptRegions, cache.Each[*inference.Region])
}
