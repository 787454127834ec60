package store

import (
	"context"
	"database/sql"
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
	removed, err := s.deleteImages(ctx, "delete image", `id = ? AND `+visible,
		s.visibleTo(owner, id)...)
	if err == nil && removed.Images == 0 {
		err = doing("delete image", ErrNotFound)
	}
	return err
}

// deleteImages deletes the images that a condition describes, then their files.
// A crash in between leaves files that Expire removes.
func (s *Store) deleteImages(ctx context.Context, what, where string, args ...any) (removed Removed, err error) {
	var files []string
	err = s.writeToDelete(ctx, what, func(tx *sql.Tx) error {
		removed.Images, files, err = s.deleteRows(ctx, tx, where, args...)
		return err
	})
	if err != nil {
		return Removed{}, err
	}
	removed.Files, err = s.removeAll(ctx, files)
	return removed, doing(what, err)
}

// deleteRows deletes images' rows and tells which files those named.
func (s *Store) deleteRows(ctx context.Context, tx *sql.Tx, where string, args ...any) (images int, files []string, err error) {
	if files, err = filesOf(ctx, tx, where, args); err != nil {
		return 0, nil, err
	}
	images, err = changed(tx.ExecContext(ctx, `DELETE FROM images WHERE `+where, args...))
	if err == nil && images > 0 {
		_, err = tx.ExecContext(ctx, noteDeletion, s.Now().UnixMilli())
	}
	return images, files, err
}

// removeAll removes those files that no row names any more, as many as can be, and counts them.
func (s *Store) removeAll(ctx context.Context, files []string) (removed int, err error) {
	var stay troubles
	for _, hash := range files {
		gone, err := s.removeUnnamed(ctx, hash)
		if stay.add(err); gone {
			removed++
		}
	}
	return removed, stay.err()
}

// filesOf lists the files of the images that a condition describes, and of
// their restorations.
func filesOf(ctx context.Context, tx *sql.Tx, where string, args []any) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `
		WITH some AS (SELECT id, hash FROM images WHERE `+where+`)
		SELECT hash FROM some UNION
		SELECT result_hash FROM restorations
		WHERE image_id IN (SELECT id FROM some) AND result_hash IS NOT NULL`, args...)
	return collect("list files", rows, err, scanText)
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
