package studio

import (
	"context"
	"image"

	"uncodec/codec"
	"uncodec/store"
)

const (
	keptPixels   = 25_000_000  // in memory: one picture of 24 megapixels, or many small ones
	decodeAtOnce = 2           // uploads too; one that takes more than its share of decodeMemory is decoded alone
	decodeMemory = 900_000_000 // bytes: for one JPEG of 50 megapixels, or two of 24
	readAtOnce   = 4           // files, which are read before they wait for that
)

// Pixels decodes a stored picture, or finds it decoded. The limit of bytes is for what
// people send: a restored picture as PNG may be larger.
func (s *Studio) Pixels(ctx context.Context, hash string) (*image.NRGBA, error) {
	if found, ok := s.pixels.Find(hash); ok {
		return found, nil
	}
	data, leave, err := s.turnToDecode(ctx, s.file(hash))
	if err != nil {
		return nil, err
	}
	defer leave()
	return s.pixels.Get(hash, func() (*image.NRGBA, error) { // somebody else may have decoded it meanwhile
		picture, err := s.Tools.Decode(ctx, data, s.letIn())
		if err != nil {
			return nil, err
		}
		return picture.Image, nil
	})
}

// letIn are the limits for what the studio already holds: none on bytes or time, since a restored PNG may exceed any
// upload and decoding is slower beside other work.
func (s *Studio) letIn() codec.Limits {
	limits := s.Limits
	limits.Bytes, limits.DecodeTime = 0, 0
	return limits
}

// file reads a stored file, once it is asked to.
func (s *Studio) file(hash string) func() ([]byte, error) {
	return func() ([]byte, error) { return s.Store.ReadFile(hash) }
}

// turnToDecode waits until one more picture may be decoded, and there is memory for it; leave says that it is. An address
// has one at a time, so that somebody who brings many keeps nobody else waiting, nor their bytes in memory; who is
// turns.Holding waits for the others' alone.
func (s *Studio) turnToDecode(ctx context.Context, read func() ([]byte, error)) (data []byte, leave func(), err error) {
	next, err := s.decoders.Take(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			next()
		}
	}()
	if err = s.reading.Acquire(ctx, 1); err != nil {
		return nil, nil, err
	}
	defer s.reading.Release(1)
	if data, err = read(); err != nil {
		return nil, nil, err
	}
	memory, err := codec.Memory(data, s.letIn())
	if err != nil {
		return nil, nil, err
	}
	share := min(decodeAtOnce, 1+memory/(decodeMemory/decodeAtOnce))
	if err := s.decoding.Acquire(ctx, share); err != nil {
		return nil, nil, err
	}
	return data, func() { s.decoding.Release(share); next() }, nil
}

// decodeInTurn decodes a stored file with all that it says, when its turn has come; the wait
// for that ends with ctx.
func (s *Studio) decodeInTurn(ctx context.Context, hash string) (*codec.Picture, error) {
	data, leave, err := s.turnToDecode(ctx, s.file(hash))
	if err != nil {
		return nil, err
	}
	defer leave()
	return s.Tools.Decode(ctx, data, s.Limits)
}

// constraint reads what a stored picture's file says of its original, when its turn has come.
func (s *Studio) constraint(i store.Image) func(context.Context) (*codec.Constraint, error) {
	if !Header(i).Constrains() {
		return nil
	}
	return func(ctx context.Context) (*codec.Constraint, error) {
		data, leave, err := s.turnToDecode(ctx, s.file(i.Hash))
		if err != nil {
			return nil, err
		}
		defer leave()
		return codec.ReadConstraint(ctx, data, s.letIn())
	}
}

// forget frees what is held in memory of a file that is deleted.
func (s *Studio) forget(hash string) {
	s.pixels.Forget(func(kept string) bool { return kept == hash })
	s.regions.Forget(func(kept regionKey) bool { return kept.picture == hash })
	s.profiles.Forget(func(kept profileKey) bool { return kept.file == hash })
	s.maps.Forget(func(kept mapKey) bool { return kept.file == hash })
	s.against.Forget(func(kept pair) bool { return kept.reference == hash || kept.picture == hash })
}

// forgetAll frees what is held in memory of pictures: nothing of deleted ones is to live on there.
func (s *Studio) forgetAll() {
	s.pixels.Clear()
	s.regions.Clear()
	s.profiles.Clear()
	s.maps.Clear()
	s.against.Clear()
	s.Forgotten()
}
