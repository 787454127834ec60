package studio

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"uncodec/codec"
	"uncodec/store"
)

// The lab's bounds: what a picture may have in pixels, since the slowest codec takes
// seconds a megapixel, and how many codecs may follow one another.
const (
	DamagePixels = 4_000_000
	DamageSteps  = 3
)

// Damage compresses an owner's picture by a setting with the real codecs and takes in
// what a decoder shows, the picture as its reference. What a setting or a picture
// cannot do is a *codec.InputError.
func (s *Studio) Damage(ctx context.Context, id, owner, setting string) (store.Image, error) {
	pristine, err := s.Store.Image(ctx, id, owner)
	if err != nil {
		return store.Image{}, err
	}
	if err := damageable(pristine, setting); err != nil {
		return store.Image{}, err
	}
	img, err := s.Pixels(ctx, pristine.Hash)
	if err != nil {
		return store.Image{}, err
	}
	coded, err := s.CompressChain(ctx, img, setting)
	if err != nil {
		return store.Image{}, err
	}
	name := strings.TrimSuffix(pristine.Name, path.Ext(pristine.Name))
	return s.takeInCoded(ctx, owner, name, setting, coded, pristine)
}

// TakeInDamaged takes in a pristine upload and what a setting makes of it: both, or neither.
func (s *Studio) TakeInDamaged(ctx context.Context, u Upload, setting string) (store.Image, error) {
	if _, err := Steps(setting); err != nil {
		return store.Image{}, err
	}
	pristine, err := s.TakeIn(ctx, u)
	if err != nil {
		return store.Image{}, err
	}
	i, err := s.Damage(ctx, pristine.ID, u.Owner, setting)
	if err != nil {
		err = errors.Join(err, s.Store.DeleteImage(context.WithoutCancel(ctx), pristine.ID, u.Owner))
	}
	return i, err
}

func damageable(i store.Image, setting string) error {
	steps, err := Steps(setting)
	if err != nil {
		return err
	}
	if len(steps) > DamageSteps {
		return &codec.InputError{Kind: codec.BadRequest, Message: fmt.Sprintf(
			"%d codecs in a row are more than the %d that the lab takes.", len(steps), DamageSteps)}
	}
	if pixels := i.Width * i.Height; pixels > DamagePixels {
		return &codec.InputError{Kind: codec.TooManyPix, Message: fmt.Sprintf(
			"The lab takes pictures of up to %d megapixels, and this one has %.1f. Cut a part out, or make it smaller.",
			DamagePixels/1_000_000, float64(pixels)/1e6)}
	}
	return nil
}
