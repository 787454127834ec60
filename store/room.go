package store

import (
	"context"
	"database/sql"
	"fmt"
)

// ownFiles is an owner's files, pictures with the profiles that their rows keep and what was
// made of them, each once however many rows name it.
const ownFiles = `
	SELECT hash, bytes + coalesce(length(profile), 0) AS bytes FROM images WHERE owner = ?1 UNION
	SELECT result_hash, result_bytes FROM restorations WHERE owner = ?1 AND result_hash IS NOT NULL`

// checkRoom refuses a file that its owner has no room for. It runs in the transaction that
// adds the row, so that no crowd slips past it.
func (s *Store) checkRoom(ctx context.Context, tx *sql.Tx, owner, hash string, bytes int64) error {
	if s.Limits.OwnerBytes <= 0 {
		return nil
	}
	var kept int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(sum(bytes), 0) FROM (`+ownFiles+` UNION SELECT ?2, ?3)`, owner, hash, bytes).Scan(&kept); err != nil {
		return err
	}
	if kept > s.Limits.OwnerBytes {
		return fmt.Errorf("%w: it would be %d bytes", ErrOwnerFull, kept)
	}
	return nil
}

// checkRoomForResult refuses a restoration whose owner's room is full. How large its file
// will be is not known yet: a byte at least.
func (s *Store) checkRoomForResult(ctx context.Context, tx *sql.Tx, owner string) error {
	return s.checkRoom(ctx, tx, owner, "", 1)
}
