package studio

import (
	"context"
	"image"
	"time"

	"uncodec/cache"
	"uncodec/codec"
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
	at = at.Intersect(image.Rect(0, 0, i.Width, i.Height))
	at.Max.X, at.Max.Y = min(at.Max.X, at.Min.X+previewSide), min(at.Max.Y, at.Min.Y+previewSide)
	if err := s.previewing.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer s.previewing.Release(1)
	ctx = turns.Holding(ctx)
	p := new(Preview)
	h := Header(i)
	kept, err := s.regions.Get(regionKey{i.Hash, m.Hash, at}, func() (region, error) {
		img, err := s.Pixels(ctx, i.Hash)
		if err != nil {
			return region{}, err
		}
		begun := time.Now()
		defer func() { p.Encode = time.Since(begun) }()
		return encodeLive(ctx, m, h, img, at)
	})
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	answer, err := kept.Preview(ctx, condition)
	if err != nil {
		return nil, err
	}
	p.NRGBA = h.Answered(answer, kept.part, at.Min)
	p.Decode = time.Since(begun)
	return p, nil
}

// nearby is what of a picture may surround a rectangle in the networks' eyes, and more, cut where a block of every codec begins:
// the rest of a large picture need not be thinned out for them.
func nearby(picture, at image.Rectangle) image.Rectangle {
	const step = 128
	wide := at.Inset(-step)
	wide.Min = image.Pt(max(wide.Min.X, 0)/step*step, max(wide.Min.Y, 0)/step*step)
	return wide.Intersect(picture)
}

// keptRegions bounds the features in memory, and the previews that are made at once: about
// 30 MB each for `fast`.
const keptRegions = 4

// regionKey names a rectangle of a picture's file, encoded by a model; both by their hashes.
type regionKey struct {
	picture, model string
	at             image.Rectangle
}

// region is such a rectangle, and the picture's own pixels of it, where those are finer than what was encoded.
type region struct {
	*inference.Region
	part *image.NRGBA
}

// encodeLive encodes a rectangle of a picture as the networks see it.
func encodeLive(ctx context.Context, m *inference.Model, h codec.Header, img *image.NRGBA, at image.Rectangle) (region, error) {
	m = m.Looking(h.Turn())
	if !h.Finer() {
		encoded, err := m.EncodeLive(ctx, h.Seen(img), at)
		return region{Region: encoded}, err
	}
	around := nearby(img.Rect, at)
	encoded, err := m.EncodeLive(ctx, h.SeenPart(crop(img, around), around.Min), at.Sub(around.Min))
	if err != nil {
		return region{}, err
	}
	encoded.Within(around.Min, inference.IsGrey(img))
	return region{encoded, crop(img, at)}, nil
}

func newRegions() *cache.Cache[regionKey, region] {
	return cache.New[regionKey](keptRegions, cache.Each[region])
}
