package store

import (
	"context"
	"errors"
	"io/fs"
)

// Removed counts what a deletion removed.
type Removed struct {
	Images int // rows, with all that belonged to them
	Files  int // that no row named any more
}

// DeleteImage deletes an owner's image with all that was found out and made of
// it, and the files that no row names any more. An image that it refers to, or
// that refers to it, stays.
func (s *Store) DeleteImage(ctx context.Context, id, owner string) error {
	removed, _, err := s.deleteAll(ctx, "delete image", "images", `id = ? AND `+visible,
		s.visibleTo(owner, id)...)
	if err == nil && removed.Images == 0 {
		err = doing("delete image", ErrNotFound)
	}
	return err
}

// removeAll removes those files that no row names any more, as many as can be, and counts them.
func (s *Store) removeAll(ctx context.Context, files []string, stay *troubles) (removed int) {
	for _, hash := range files {
		gone, err := s.removeUnnamed(ctx, hash)
		if stay.add(err); gone {
			removed++
		}
	}
	return removed
}

// removeUnnamed removes a file, unless a row names it or is about to.
func (s *Store) removeUnnamed(ctx context.Context, hash string) (removed bool, err error) {
	err = s.leases.unlessTaken(hash, s.Now(), func() error {
		named, err := s.isNamed(ctx, hash)
		if err != nil || named {
			return err
		}
		err = s.pictures.Remove(hash)
		removed = err == nil
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	})
	return removed, err
}

// isNamed tells whether a row names a file.
func (s *Store) isNamed(ctx context.Context, hash string) (named bool, err error) {
	err = s.reader.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM images WHERE hash = ?1)
			OR EXISTS (SELECT 1 FROM restorations WHERE result_hash = ?1)`, hash).Scan(&named)
	return named, err
}
