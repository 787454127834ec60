package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
)

// A file of the data folder takes room that deleting may have when the disk is full: rows that go are
// written over, and the log of that grows first.
const (
	reserveName  = "uncodec.reserve"
	reserveBytes = 4 << 20
)

// keepReserve makes the file where there is room to spare for it.
func (s *Store) keepReserve() {
	if _, err := s.dir.Stat(reserveName); err == nil {
		return
	}
	if free, err := s.FreeBytes(); err != nil || free < 4*reserveBytes {
		return
	}
	if err := s.dir.WriteFile(reserveName, make([]byte, reserveBytes), 0o600); err != nil {
		s.dir.Remove(reserveName)
	}
}

// probeToDelete is probe for who begins with a full disk: the reserve may be spent, so that pictures can be
// looked at and deleted.
func (s *Store) probeToDelete() error {
	err := s.probe()
	if kind(err) == ErrNoSpace && s.dir.Remove(reserveName) == nil {
		err = s.probe()
	}
	return err
}

// writeToDelete is write for what makes room, and for stopping, which comes before: it may spend the reserve. Where files cannot be
// removed, rows stay too.
func (s *Store) writeToDelete(ctx context.Context, what string, change func(*sql.Tx) error) error {
	if err := doing(what, s.probe()); errors.Is(err, ErrReadOnly) {
		return err
	}
	err := s.write(ctx, what, change)
	if !errors.Is(err, ErrNoSpace) {
		return err
	}
	if gone := s.dir.Remove(reserveName); errors.Is(gone, os.ErrNotExist) {
		return err
	}
	return s.write(ctx, what, change)
}
