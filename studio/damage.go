package studio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"time"

	"golang.org/x/sync/semaphore"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/turns"
)

// The lab's bounds. The slowest codec takes seconds a megapixel, a learned one half a GiB.
const (
	DamagePixels  = 4_000_000
	learnedPixels = 1_000_000
	damageSteps   = 3               // codecs in a row
	encoders      = 2               // pictures that are compressed at once
	encodersQueue = 8               // and that wait for it
	encodeTime    = 2 * time.Minute // for all steps
)

// Damage compresses an owner's picture by a setting with the real codecs and takes in
// what a decoder shows. Its reference is a copy of the pristine picture's row, which goes
// with it. Of a picture that codecs of ours made, it is that one's reference, and the
// setting goes on from there. What a setting or a picture cannot do is a *codec.InputError.
func (s *Studio) Damage(ctx context.Context, id, owner, setting string) (store.Image, error) {
	i, err := s.Store.Image(ctx, id, owner)
	if err != nil {
		return store.Image{}, err
	}
	pristine, whole := i, setting
	if i.Setting != "" && i.ReferenceID != "" {
		whole = i.Setting + ">" + setting
		if pristine, err = s.Store.Image(ctx, i.ReferenceID, owner); err != nil {
			return store.Image{}, err
		}
	}
	coded, whole, err := s.compress(ctx, i, setting, whole)
	if err != nil {
		return store.Image{}, err
	}
	if pristine, err = s.Store.CopyImage(ctx, pristine.ID, owner); err != nil {
		return store.Image{}, err
	}
	return s.pair(ctx, pristine, whole, coded)
}

// DamageNew is Damage for a picture that was taken in for it alone: it becomes the
// reference itself, and goes where the compression fails.
func (s *Studio) DamageNew(ctx context.Context, pristine store.Image, setting string) (store.Image, error) {
	coded, setting, err := s.compress(ctx, pristine, setting, setting)
	if err != nil {
		return store.Image{}, errors.Join(err, s.remove(context.WithoutCancel(ctx), pristine, pristine.Owner))
	}
	return s.pair(ctx, pristine, setting, coded)
}

// pair takes in a coded picture beside its reference: both stay, or neither.
func (s *Studio) pair(ctx context.Context, pristine store.Image, setting string, coded *codec.Coded) (store.Image, error) {
	name := codec.Stem(pristine.Name)
	i, err := s.takeInCoded(ctx, name, setting, coded, pristine)
	if err != nil {
		err = errors.Join(err, s.remove(context.WithoutCancel(ctx), pristine, pristine.Owner))
	}
	return i, err
}

// compress compresses a stored picture by a setting, `whole` being all that will have
// happened to it, which it gives back in its one spelling.
func (s *Studio) compress(ctx context.Context, i store.Image, setting, whole string) (*codec.Coded, string, error) {
	whole, err := damageable(whole, image.Pt(i.Width, i.Height))
	if err != nil {
		return nil, "", err
	}
	coded, err := s.inTurn(ctx, func(ctx context.Context) (*codec.Coded, error) {
		img, err := s.Pixels(ctx, i.Hash)
		if err != nil {
			return nil, err
		}
		return s.CompressChain(ctx, img, setting)
	})
	return coded, whole, err
}

// inTurn runs a compression when its turn has come, within encodeTime.
// store.ErrQueueFull says that too many wait.
func (s *Studio) inTurn(ctx context.Context, encode func(context.Context) (*codec.Coded, error)) (*codec.Coded, error) {
	if !s.encoding.waiting.TryAcquire(1) {
		return nil, store.ErrQueueFull
	}
	defer s.encoding.waiting.Release(1)
	if err := s.encoding.running.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer s.encoding.running.Release(1)
	ctx, stop := context.WithTimeout(turns.Holding(ctx), encodeTime)
	defer stop()
	coded, err := encode(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = &codec.InputError{Kind: codec.TooSlow, Message: fmt.Sprintf(
			"Compressing this takes longer than %v. Cut a part out, or choose a quicker codec.", encodeTime)}
	}
	return coded, err
}

// encoding bounds how many pictures people have compressed at once, and how many wait.
type encoding struct{ running, waiting *semaphore.Weighted }

func newEncoding() encoding {
	return encoding{semaphore.NewWeighted(encoders), semaphore.NewWeighted(encoders + encodersQueue)}
}

// damageable gives a setting in its one spelling, or says why the lab does not do it to a
// picture of this size.
func damageable(setting string, size image.Point) (string, error) {
	steps, err := Steps(setting)
	if err != nil {
		return "", err
	}
	if len(steps) > damageSteps {
		return "", badRequest("%d codecs in a row are more than the %d that the lab takes.", len(steps), damageSteps)
	}
	most := DamagePixels
	for _, step := range steps {
		if codec.IsLearned(step.Codec) {
			most = learnedPixels
		}
	}
	if pixels := size.X * size.Y; pixels > most {
		return "", &codec.InputError{Kind: codec.TooManyPix, Message: fmt.Sprintf(
			"With these codecs the lab takes pictures of up to %d megapixels, and this one has %.1f. Cut a part out, or make it smaller.",
			most/1_000_000, float64(pixels)/1e6)}
	}
	return Spelled(steps), nil
}

// withoutProfile is a note on what a codec of ours made of a picture with a colour profile.
var withoutProfile, _ = json.Marshal([]string{
	"The pristine picture has a colour profile. The codecs coded its numbers as they stand, and show them without it: its colours look different here."})
