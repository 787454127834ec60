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
	hash, _, err := s.put(ctx, r)
	if err != nil {
		return nil, err
	}
	return s.Store.OpenFile(hash)
}

// put keeps a file within the limit of bytes.
func (s *Studio) put(ctx context.Context, r io.Reader) (hash string, size int64, err error) {
	hash, size, err = s.Store.PutFile(ctx, r, s.Limits.Bytes)
	if errors.Is(err, store.ErrTooLarge) {
		err = &codec.InputError{Kind: codec.TooLarge, Message: fmt.Sprintf(
			"The file is larger than the limit of %d MiB. Save it smaller, or cut it.", s.Limits.Bytes>>20)}
	}
	return hash, size, err
}
