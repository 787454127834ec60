package studio

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"

	"uncodec/store"
)

// Receive keeps the bytes of an upload, at most so many, as they arrive and opens them for TakeIn,
// for when the parts of a request come in an order of the sender's choice. The
// caller closes the file, and no more is left of it then, whatever became of the request:
// TakeIn keeps the bytes anew.
func (s *Studio) Receive(ctx context.Context, r io.Reader, most int64) (f *os.File, size int64, err error) {
	hash, size, err := s.put(ctx, r, most)
	if err != nil {
		return nil, 0, err
	}
	f, err = s.Store.OpenFile(hash)
	err = errors.Join(err, s.Store.Forgo(context.WithoutCancel(ctx), hash)) // what is open can be read until it is closed
	if err != nil && f != nil {
		f.Close()
		f = nil
	}
	return f, size, err
}

// spareUploads is the room that has to stay free on the disk, in uploads of the largest
// size: the database needs some too.
const spareUploads = 4

// promises are the bytes yet to come of files that are being kept: others cannot have that room.
type promises struct {
	mu    sync.Mutex
	bytes int64
}

// promise sets room aside for so many bytes, and refuses where the disk would have none to spare then.
func (s *Studio) promise(bytes int64) error {
	s.promised.mu.Lock()
	defer s.promised.mu.Unlock()
	free, err := s.Store.FreeBytes()
	if err == nil && free-s.promised.bytes-bytes < spareUploads*s.Limits.Bytes {
		err = store.ErrNoSpace
	}
	if err == nil {
		s.promised.bytes += bytes
	}
	return err
}

// lessen takes bytes off what is promised.
func (p *promises) lessen(bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bytes -= bytes
}

// promisedReader reads what was promised room: what has come takes that room itself.
type promisedReader struct {
	io.Reader
	promised *promises
	left     int64
}

func (r *promisedReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	come := min(int64(n), r.left)
	r.left -= come
	r.promised.lessen(come)
	return n, err
}

// put keeps a file within the limit of bytes, while the disk has room to spare. It has at most so many; not above 0 for as
// many as it may have.
func (s *Studio) put(ctx context.Context, r io.Reader, most int64) (hash string, size int64, err error) {
	if most <= 0 || most > s.Limits.Bytes {
		most = s.Limits.Bytes
	}
	if err := s.promise(most); err != nil {
		return "", 0, err
	}
	coming := &promisedReader{r, &s.promised, most}
	defer func() { s.promised.lessen(coming.left) }()
	hash, size, err = s.Store.PutFile(ctx, coming, s.Limits.Bytes)
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
