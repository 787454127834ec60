package studio

import (
	"context"
	"image"

	"uncodec/codec"
	"uncodec/codec/jpeg"
	"uncodec/store"
)

const (
	keptPixels   = 25_000_000 // in memory: one picture of 24 megapixels, or many small ones
	decodeAtOnce = 2          // uploads too: each may take 18 bytes a pixel meanwhile, one that a child decodes twice that
)

// Pixels decodes a stored picture, or finds it decoded. The limit of bytes is for what
// people send: a restored picture as PNG may be larger.
func (s *Studio) Pixels(ctx context.Context, hash string) (*image.NRGBA, error) {
	if found, ok := s.pixels.Find(hash); ok {
		return found, nil
	}
	leave, err := s.turnToDecode(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	return s.pixels.Get(hash, func() (*image.NRGBA, error) { // somebody else may have decoded it meanwhile
		limits := s.Limits
		limits.Bytes = 0
		picture, err := s.decode(ctx, hash, limits)
		if err != nil {
			return nil, err
		}
		return picture.Image, nil
	})
}

// turnToDecode waits until one more picture may be decoded; leave says that it is. An address has one at a time, so
// that somebody who brings many keeps nobody else waiting.
func (s *Studio) turnToDecode(ctx context.Context) (leave func(), err error) {
	next, err := s.decoders.Take(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.decoding.Acquire(ctx, 1); err != nil {
		next()
		return nil, err
	}
	return func() { s.decoding.Release(1); next() }, nil
}

// decodeInTurn decodes a stored file with all that it says, when its turn has come; the wait
// for that ends with ctx.
func (s *Studio) decodeInTurn(ctx context.Context, hash string) (*codec.Picture, error) {
	leave, err := s.turnToDecode(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	return s.decode(ctx, hash, s.Limits)
}

// decode decodes a stored file. The caller has the turn.
func (s *Studio) decode(ctx context.Context, hash string, limits codec.Limits) (*codec.Picture, error) {
	data, err := s.Store.ReadFile(hash)
	if err != nil {
		return nil, err
	}
	return s.Tools.Decode(ctx, data, limits)
}

// constraint reads what a stored picture's file says of its original, when its turn has come.
func (s *Studio) constraint(i store.Image) func(context.Context) (*jpeg.Constraint, error) {
	if i.Format != Constrained {
		return nil
	}
	return func(ctx context.Context) (*jpeg.Constraint, error) {
		leave, err := s.turnToDecode(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		data, err := s.Store.ReadFile(i.Hash)
		if err != nil {
			return nil, err
		}
		limits := s.Limits
		limits.Bytes = 0 // it was let in
		return codec.ReadConstraint(ctx, data, limits)
	}
}

// forget frees what is held in memory of a file that is deleted.
func (s *Studio) forget(hash string) {
	s.pixels.Forget(func(kept string) bool { return kept == hash })
	s.regions.Forget(func(kept regionKey) bool { return kept.picture == hash })
	s.profiles.Forget(func(kept profileKey) bool { return kept.file == hash })
	s.maps.Forget(func(kept mapKey) bool { return kept.file == hash })
}

// forgetAll frees what is held in memory of pictures: nothing of deleted ones is to live on there.
func (s *Studio) forgetAll() {
	s.pixels.Clear()
	s.regions.Clear()
	s.profiles.Clear()
	s.maps.Clear()
	s.Forgotten()
}
