package store

import (
	"context"
	"database/sql"
)

// resultBytes is what a picture's restoration may take, before it is known: hardly a PNG is larger than its pixels.
const resultBytes = `3 * width * height`

// roomTaken is what an owner's files take with one more, pictures and what was made of them, each
// once however many rows name it, what those will take that wait or run, and what rows hold themselves: profiles, what
// was painted, what experiments measured, and what batches name.
const roomTaken = `
	SELECT coalesce(sum(bytes), 0) FROM (
		SELECT max(bytes) AS bytes FROM (
			SELECT hash, bytes FROM images WHERE owner = ?1 UNION ALL
			SELECT result_hash, result_bytes FROM restorations WHERE owner = ?1 AND result_hash IS NOT NULL UNION ALL
			SELECT ?2, ?3) GROUP BY hash UNION ALL
		SELECT ` + resultBytes + ` FROM restorations r JOIN images i ON i.id = r.image_id WHERE +r.owner = ?1 AND r.state IN ('queued', 'running') UNION ALL
		SELECT length(profile) FROM images WHERE owner = ?1 AND profile IS NOT NULL UNION ALL
		SELECT ?4 UNION ALL
		SELECT octet_length(grid) + octet_length(rows) FROM experiments WHERE owner = ?1 UNION ALL
		SELECT octet_length(f.name) + octet_length(f.error) FROM batches b JOIN batch_files f ON f.batch_id = b.id WHERE b.owner = ?1 UNION ALL
		SELECT length(condition) FROM restorations WHERE owner = ?1 AND length(condition) >= 1024)`

// checkRoom refuses a file that its owner has no room for, or so many bytes of its row. It runs in the transaction that
// adds the row, so that no crowd slips past it.
func (s *Store) checkRoom(ctx context.Context, tx *sql.Tx, owner, hash string, bytes, ofRow int64) error {
	if s.Limits.OwnerBytes <= 0 {
		return nil
	}
	var then, now int64
	if err := tx.QueryRowContext(ctx, roomTaken, owner, hash, bytes, ofRow).Scan(&then); err != nil {
		return err
	}
	if then <= s.Limits.OwnerBytes {
		return nil
	}
	if err := tx.QueryRowContext(ctx, roomTaken, owner, hash, 0, 0).Scan(&now); err != nil {
		return err
	}
	var open int
	if err := tx.QueryRowContext(ctx, countOpen, owner).Scan(&open); err != nil {
		return err
	}
	return &RoomError{now, then - now, s.Limits.OwnerBytes, open > 0}
}

// checkRefused refuses the line of a file that could not be taken into a batch where the batch's owner has no room for it: files
// that are refused cost who sends them nothing else.
func (s *Store) checkRefused(ctx context.Context, tx *sql.Tx, batch, owner string, f BatchFile) error {
	var of string
	row := tx.QueryRowContext(ctx, `SELECT owner FROM batches WHERE id = ? AND `+visible, s.visibleTo(owner, batch)...)
	if err := row.Scan(&of); err != nil {
		return err
	}
	return s.checkRoom(ctx, tx, of, "", 0, int64(len(f.Name)+len(f.Error)))
}
