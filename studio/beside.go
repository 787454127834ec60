package studio

import (
	"context"

	"uncodec/codec"
	"uncodec/codec/metadata"
	"uncodec/store"
)

// beside is what an upload says besides its pixels. The profile of a JPEG XL is in its row:
// what was restored of it needs no decoder to be shown and saved.
func (s *Studio) beside(ctx context.Context, of store.Image) (metadata.Blocks, error) {
	data, err := s.Store.ReadFile(of.Hash)
	if err != nil {
		return metadata.Blocks{}, err
	}
	found, err := codec.Metadata(data)
	if err != nil || found.ICC != nil || Header(of).Profile == "" {
		return found, err
	}
	if found.ICC, err = s.Store.Profile(ctx, of.ID); err != nil || found.ICC != nil {
		return found, err
	}
	// Its row has none, as those of an older program: to go without it would turn the colours
	// into others unseen.
	picture, err := s.decodeInTurn(ctx, of.Hash)
	if err != nil {
		return found, err
	}
	return picture.Metadata, nil
}
