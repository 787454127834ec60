package store

import (
	"context"
	"database/sql"
	"encoding/json"
)

// AddReference gives an owner's image its pristine original, and its restorations what was measured
// against that, by their ids: all of it or nothing. ErrConflict says that it has one already.
func (s *Store) AddReference(ctx context.Context, id, owner, reference string, measures map[string]json.RawMessage) error {
	return s.write(ctx, "add reference", func(tx *sql.Tx) error {
		for _, one := range []string{id, reference} {
			if err := s.checkVisible(ctx, tx, "images", one, owner); err != nil {
				return err
			}
		}
		if err := changeOne(ctx, tx, ErrConflict, `UPDATE images SET reference_id = ? WHERE id = ? AND reference_id IS NULL`, reference, id); err != nil {
			return err
		}
		return keepMeasures(ctx, tx, id, measures)
	})
}

// KeepMeasures gives an image's restorations what was measured against its reference, by their ids. It asks
// no owner: the caller has the image.
func (s *Store) KeepMeasures(ctx context.Context, id string, measures map[string]json.RawMessage) error {
	return s.write(ctx, "keep measures", func(tx *sql.Tx) error { return keepMeasures(ctx, tx, id, measures) })
}

func keepMeasures(ctx context.Context, tx *sql.Tx, id string, measures map[string]json.RawMessage) error {
	for restoration, text := range measures { // one may be deleted since
		if _, err := tx.ExecContext(ctx, `UPDATE restorations SET measures = ? WHERE id = ? AND image_id = ?`, blob(text, nil), restoration, id); err != nil {
			return err
		}
	}
	return nil
}
