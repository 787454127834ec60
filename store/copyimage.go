package store

import (
	"context"
	"database/sql"
	"time"
)

// CopyImage adds another row for an owner's image, with its file and its facts, and returns it; what was made of
// the first stays with that. It returns ErrNotFound and ErrOwnerFull as CreateImage does.
func (s *Store) CopyImage(ctx context.Context, id, owner string) (Image, error) {
	copied := Image{ID: newID(), Created: s.Now().Truncate(time.Millisecond)}
	err := s.write(ctx, "copy image", func(tx *sql.Tx) error {
		if err := s.checkVisible(ctx, tx, "images", id, owner); err != nil {
			return err
		}
		var hash, of string
		var bytes, profile int64
		if err := tx.QueryRowContext(ctx, `SELECT hash, owner, bytes, coalesce(length(profile), 0) FROM images WHERE id = ?`, id).Scan(&hash, &of, &bytes, &profile); err != nil {
			return err
		}
		if err := s.checkRoom(ctx, tx, of, hash, bytes, profile); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO images (id, created, hash, name, format, width, height, bytes, header, notes,
				source, reference_id, setting, coded_bytes, owner, expires, profile)
			SELECT ?, ?, hash, name, format, width, height, bytes, header, notes,
				source, reference_id, setting, coded_bytes, owner, expires, profile
			FROM images WHERE id = ?`, copied.ID, millis(copied.Created), id)
		if err != nil {
			return err
		}
		copied, err = scanImage(tx.QueryRowContext(ctx, `SELECT `+imageColumns+` FROM images WHERE id = ?`, copied.ID))
		return err
	})
	return copied, err
}
