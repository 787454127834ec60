package studio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"uncodec/codec"
	"uncodec/store"
)

// Receive keeps the bytes of an upload as they arrive and opens them for TakeIn,
// for when the parts of a request come in an order of the sender's choice. The
// caller closes the file. Bytes that no TakeIn follows up are swept away.
func (s *Studio) Receive(ctx context.Context, r io.Reader) (*os.File, error) {
	hash, _, err := s.Store.PutFile(ctx, r, s.Limits.Bytes)
	if errors.Is(err, store.ErrTooLarge) {
		return nil, &codec.InputError{Kind: codec.TooLarge, Message: fmt.Sprintf(
			"the file is larger than the limit of %d MiB: save it smaller, or cut it", s.Limits.Bytes>>20)}
	}
	if err != nil {
		return nil, err
	}
	return s.Store.OpenFile(hash)
}

// Forget deletes an owner's picture as Delete does, and its reference too if no
// other picture of theirs refers to it: nobody could reach it any more.
func (s *Studio) Forget(ctx context.Context, id, owner string) error {
	i, err := s.Store.Image(ctx, id, owner)
	if err != nil {
		return err
	}
	if err := s.Delete(ctx, id, owner); err != nil || i.ReferenceID == "" {
		return err
	}
	left, err := s.Store.Images(ctx, owner, -1)
	if err != nil {
		return err
	}
	for _, other := range left {
		if other.ReferenceID == i.ReferenceID {
			return nil
		}
	}
	err = s.Delete(ctx, i.ReferenceID, owner)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
