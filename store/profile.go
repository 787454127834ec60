package store

import "context"

// Profile returns the colour profile that an image's row keeps, nil for none. It asks no
// owner: the caller has the image.
func (s *Store) Profile(ctx context.Context, imageID string) (icc []byte, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT profile FROM images WHERE id = ?`, imageID).Scan(&icc)
	return icc, doing("read colour profile", err)
}
