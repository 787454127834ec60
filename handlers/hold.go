package handlers

import (
	"bytes"
	"errors"
	"io"

	"uncodec/store"
)

// heldBytes bounds the encoded pictures in memory that wait for slow clients, which may take hours.
const heldBytes = 128 << 20

// hold keeps a picture for who reads it, however slowly, until leave: in memory as far as there is room for all that are
// read, else on disk, and where that is full in memory after all, as what is here can be looked at then. The caller lets
// go of its bytes. The error is the disk's.
func (s *site) hold(data []byte) (content io.ReadSeeker, leave func(), err error) {
	size := int64(len(data))
	if s.held.TryAcquire(size) {
		return bytes.NewReader(data), func() { s.held.Release(size) }, nil
	}
	f, err := s.Studio.Spool(data)
	if errors.Is(err, store.ErrNoSpace) {
		return bytes.NewReader(data), func() {}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	s.giveBack(size)
	return f, func() { f.Close() }, nil
}
