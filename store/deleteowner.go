package store

import (
	"context"
	"database/sql"
)

// Owned counts what one owner keeps.
type Owned struct {
	Images       int // without those that another of theirs has for its reference
	Restorations int
	Experiments  int
	Batches      int
}

// countOwned counts an owner's things. The plus keeps SQLite from reading all of the owner's images for each of them, to find
// those that have it for their reference.
const countOwned = `
	SELECT (SELECT count(*) FROM images i WHERE owner = ?1 AND NOT EXISTS (
			SELECT 1 FROM images WHERE reference_id = i.id AND +owner = ?1)),
		(SELECT count(*) FROM restorations WHERE owner = ?1),
		(SELECT count(*) FROM experiments WHERE owner = ?1),
		(SELECT count(*) FROM batches WHERE owner = ?1)`

// Owned tells what is an owner's own, whether or not the store is shared.
func (s *Store) Owned(ctx context.Context, owner string) (o Owned, err error) {
	err = s.reader.QueryRowContext(ctx, countOwned, owner).Scan(&o.Images, &o.Restorations, &o.Experiments, &o.Batches)
	return o, doing("count what an owner keeps", err)
}

// DeleteOwner deletes all images, experiments and batches of one owner, whether or not
// the store is shared, and the files that no row names any more. It returns the ids of
// the restorations and experiments that were waiting or running.
func (s *Store) DeleteOwner(ctx context.Context, owner string) (open []string, err error) {
	const what = "delete all of an owner's"
	var files []string
	err = s.writeToDelete(ctx, what, func(tx *sql.Tx) error {
		const its = `owner = ?1` // a sweep of somebody else over one of their images goes with it
		if open, err = openOf(ctx, tx, its, its+` OR image_id IN (SELECT id FROM images WHERE `+its+`)`, owner); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM experiments WHERE owner = ?`, owner)
		if err == nil {
			_, err = tx.ExecContext(ctx, `DELETE FROM batches WHERE owner = ?`, owner)
		}
		if err == nil {
			_, files, err = s.deleteRows(ctx, tx, `owner = ?`, owner)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	_, err = s.removeAll(ctx, files)
	return open, doing(what, err)
}

// openOf lists the restorations and the experiments that conditions describe and that have not ended.
func openOf(ctx context.Context, tx *sql.Tx, restorations, experiments string, args ...any) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT id FROM restorations WHERE state IN ('queued', 'running') AND (`+restorations+`) UNION
		SELECT id FROM experiments WHERE state IN ('queued', 'running') AND (`+experiments+`)`, args...)
	return collect("list what is under way", rows, err, scanText)
}
