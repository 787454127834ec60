package store

import (
	"context"
	"database/sql"
)

// Share returns the secret of an image's share link, made at the first call.
// Whoever knows it may see the image until it is deleted or expires, or Unshare is called.
func (s *Store) Share(ctx context.Context, id, owner string) (secret string, err error) {
	err = s.write(ctx, "share image", func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `UPDATE images SET share = coalesce(share, ?) WHERE id = ? AND `+visible+`
			RETURNING share`, s.visibleTo(owner, newID(), id)...).Scan(&secret)
	})
	return secret, err
}

// Unshare makes an image's share link void.
func (s *Store) Unshare(ctx context.Context, id, owner string) error {
	return s.writeToDelete(ctx, "unshare image", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrNotFound, `UPDATE images SET share = NULL WHERE id = ? AND `+visible,
			s.visibleTo(owner, id)...)
	})
}

// SharedImage returns the image that a share link's secret opens. Its Owner
// lets the caller read on as that owner.
func (s *Store) SharedImage(ctx context.Context, secret string) (Image, error) {
	row := s.reader.QueryRowContext(ctx, `SELECT `+imageColumns+` FROM images
		WHERE share = ? AND (expires IS NULL OR expires > ?)`, secret, s.Now().UnixMilli())
	i, err := scanImage(row)
	return i, doing("open share link", err)
}
