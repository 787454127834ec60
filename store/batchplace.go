package store

import (
	"context"
	"database/sql"
	"errors"
)

// BatchPlace is where a picture stands in its batch, among those that could be taken.
type BatchPlace struct {
	Batch         string // its id, "" for none
	N, Of         int    // from 1
	Before, After string // the pictures beside it, "" at an end
}

// PlaceInBatch tells where a picture stands in its batch, if it is in one. It asks no owner: the caller has the picture.
func (s *Store) PlaceInBatch(ctx context.Context, image string) (p BatchPlace, err error) {
	err = s.reader.QueryRowContext(ctx, `
		SELECT batch_id, n, total, before, after FROM (
			SELECT batch_id, image_id, row_number() OVER pictures AS n, count(*) OVER () AS total,
				coalesce(lag(image_id) OVER pictures, '') AS before, coalesce(lead(image_id) OVER pictures, '') AS after
			FROM batch_files
			WHERE image_id IS NOT NULL AND batch_id = (SELECT batch_id FROM batch_files WHERE image_id = ?)
			WINDOW pictures AS (ORDER BY id))
		WHERE image_id = ?`, image, image).Scan(&p.Batch, &p.N, &p.Of, &p.Before, &p.After)
	if errors.Is(err, sql.ErrNoRows) {
		return BatchPlace{}, nil
	}
	return p, doing("look for a batch", err)
}
