package studio

import (
	"context"
	"errors"
	"io"
	"os"

	"uncodec/store"
)

// Receive keeps the bytes of an upload as they arrive and opens them for TakeIn,
// for when the parts of a request come in an order of the sender's choice. The
// caller closes the file, and no more is left of it then, whatever became of the request:
// TakeIn keeps the bytes anew.
func (s *Studio) Receive(ctx context.Context, r io.Reader) (*os.File, error) {
	hash, _, err := s.put(ctx, r)
	if err != nil {
		return nil, err
	}
	f, err := s.Store.OpenFile(hash)
	err = errors.Join(err, s.Store.Forgo(context.WithoutCancel(ctx), hash)) // what is open can be read until it is closed
	if err != nil && f != nil {
		f.Close()
		f = nil
	}
	return f, err
}

// spareUploads is the room that has to stay free on the disk, in uploads of the largest
// size: the database needs some too.
const spareUploads = 4

// checkSpace refuses what is to be kept while the disk has no room to spare.
func (s *Studio) checkSpace() error {
	free, err := s.Store.FreeBytes()
	if err == nil && free < spareUploads*s.Limits.Bytes {
		err = store.ErrNoSpace
	}
	return err
}

// put keeps a file within the limit of bytes, while the disk has room to spare.
func (s *Studio) put(ctx context.Context, r io.Reader) (hash string, size int64, err error) {
	if err := s.checkSpace(); err != nil {
		return "", 0, err
	}
	hash, size, err = s.Store.PutFile(ctx, r, s.Limits.Bytes)
	if errors.Is(err, store.ErrTooLarge) {
		err = s.Limits.TooLarge()
	}
	return hash, size, err
}

// refuse lets go of a file that was put and that no row will name; it hands on why.
func (s *Studio) refuse(ctx context.Context, hash string, why error) error {
	s.forget(hash)
	return errors.Join(why, s.Store.Forgo(context.WithoutCancel(ctx), hash))
}
