package store

import (
	"context"
	"database/sql"
	"errors"
)

// DeleteRestoration deletes an owner's restoration that has ended, and its file unless
// another row names it; the image stays, and so does its line in a batch. ErrConflict says that it still waits or runs.
func (s *Store) DeleteRestoration(ctx context.Context, id, owner string) error {
	var file string
	err := s.writeToDelete(ctx, "delete restoration", func(tx *sql.Tx) error {
		args := s.visibleTo(owner, id)
		if _, err := tx.ExecContext(ctx, `
			UPDATE batch_files SET restoration_id = NULL, error = 'its restoration was deleted'
			WHERE restoration_id = (SELECT id FROM restorations WHERE id = ? AND `+visible+` AND state NOT IN ('queued', 'running'))`, args...); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, `
			DELETE FROM restorations WHERE id = ? AND `+visible+` AND state NOT IN ('queued', 'running')
			RETURNING coalesce(result_hash, '')`, args...).Scan(&file)
		if err == nil {
			_, err = tx.ExecContext(ctx, noteDeletion, s.Now().UnixMilli())
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := s.checkVisible(ctx, tx, "restorations", id, owner); err != nil {
			return err
		}
		return ErrConflict
	})
	if err != nil || file == "" {
		return err
	}
	_, err = s.removeUnnamed(ctx, file)
	return doing("delete restoration", err)
}
