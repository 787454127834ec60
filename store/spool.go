package store

import (
	"errors"
	"io"
	"os"
)

// Spool writes bytes to a file of no name, from which they can be read until it is closed; no more is left of it then, or after a
// fall. ErrNoSpace says that the disk is full.
func (s *Store) Spool(data []byte) (*os.File, error) {
	name := temporary + newID()
	f, err := s.pictures.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, doing("spool", err)
	}
	err = s.pictures.Remove(name)
	if err == nil {
		_, err = f.Write(data)
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, doing("spool", errors.Join(err, f.Close()))
	}
	return f, nil
}
