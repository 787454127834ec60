package store

import (
	"context"
	"database/sql"
)

// nextBatchFile finds a file that waits. That it has an image follows from the join: said besides, it would have SQLite go
// through all files that have one.
const nextBatchFile = `
	WITH busy AS (
		SELECT owner, count(*) AS jobs FROM restorations WHERE state IN ('queued', 'running') GROUP BY owner
	)
	SELECT f.id, i.id, i.owner, b.id, b.model, b.condition, b.views
	FROM batch_files f JOIN batches b ON b.id = f.batch_id JOIN images i ON i.id = f.image_id LEFT JOIN busy ON busy.owner = i.owner
	WHERE f.restoration_id IS NULL AND f.error = '' AND NOT b.stopped AND coalesce(jobs, 0) < ?
	ORDER BY coalesce(jobs, 0), f.id LIMIT 1`

// NextBatchFile returns a file that waits for a restoration and its batch, of those owners
// who have fewer than ahead jobs waiting or running: first who has the fewest, then the oldest
// file. It counts as an attempt. ErrNotFound says that none waits, or none may go on yet.
func (s *Store) NextBatchFile(ctx context.Context, ahead int) (b Batch, f BatchFile, err error) {
	f.Image = new(Image)
	err = s.write(ctx, "find a batch's next file", func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, nextBatchFile, ahead).
			Scan(&f.ID, &f.Image.ID, &f.Image.Owner, &b.ID, &b.Model, raw{&b.Condition}, &b.Views)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE batch_files SET attempts = attempts + 1 WHERE id = ?`, f.ID)
		return err
	})
	return b, f, err
}

// handedOut is the condition that a file is the one that NextBatchFile returned: the id of one that is deleted since is
// given to the next that comes, whosever it is.
const handedOut = `id = ? AND image_id = ?`

// ReturnBatchFile takes an attempt back that the file was not to blame for.
func (s *Store) ReturnBatchFile(ctx context.Context, f BatchFile) error {
	return s.write(ctx, "return a batch's file", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE batch_files SET attempts = attempts - 1 WHERE `+handedOut+` AND attempts > 0`, f.ID, f.Image.ID)
		return err
	})
}

// FailStuckBatchFiles ends those files at which the program ended twice before they were in
// the queue. It is to be called before the first NextBatchFile.
func (s *Store) FailStuckBatchFiles(ctx context.Context) (failed int, err error) {
	err = s.write(ctx, "end what the program ended at", func(tx *sql.Tx) error {
		failed, err = changed(tx.ExecContext(ctx, `
			UPDATE batch_files SET error = ? WHERE restoration_id IS NULL AND error = '' AND attempts >= ?`, stoppedReason, maxAttempts))
		return err
	})
	return failed, err
}

// takeBatchFile notes, in the transaction that adds a job, whose file it restores. ErrConflict
// says that the file is gone, stopped or taken.
func takeBatchFile(ctx context.Context, tx *sql.Tx, r Restoration) error {
	return changeOne(ctx, tx, ErrConflict, `
		UPDATE batch_files SET restoration_id = ? WHERE `+handedOut+` AND restoration_id IS NULL
			AND NOT (SELECT stopped FROM batches WHERE id = batch_id)`, r.ID, r.BatchFile, r.ImageID)
}

// FailBatchFile notes why a file could not be put into the queue, for people. ErrConflict says that it is gone or taken.
func (s *Store) FailBatchFile(ctx context.Context, f BatchFile, reason string) error {
	return s.write(ctx, "fail a batch's file", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE batch_files SET error = ? WHERE `+handedOut+` AND restoration_id IS NULL`, reason, f.ID, f.Image.ID)
	})
}

// StopBatch keeps an owner's batch from putting more files into the queue; stopping
// what it has there is the caller's.
func (s *Store) StopBatch(ctx context.Context, id, owner string) error {
	return s.writeToDelete(ctx, "stop batch", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrNotFound, `UPDATE batches SET stopped = 1 WHERE id = ? AND `+visible,
			s.visibleTo(owner, id)...)
	})
}

// ResumeBatch lets an owner's batch go on, and try again what was stopped or failed.
func (s *Store) ResumeBatch(ctx context.Context, id, owner string) error {
	return s.write(ctx, "resume batch", func(tx *sql.Tx) error {
		err := changeOne(ctx, tx, ErrNotFound, `UPDATE batches SET stopped = 0 WHERE id = ? AND `+visible,
			s.visibleTo(owner, id)...)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE batch_files SET restoration_id = NULL, error = '', attempts = 0
			WHERE batch_id = ? AND image_id IS NOT NULL AND (error <> ''
				OR restoration_id IN (SELECT id FROM restorations WHERE state IN ('failed', 'cancelled')))`, id)
		return err
	})
}

// batchImages are a batch's images and those references of theirs that no other image has.
const batchImages = `
	WITH its AS (SELECT image_id AS id FROM batch_files WHERE batch_id = ? AND image_id IS NOT NULL)
	SELECT id FROM its UNION
	SELECT reference_id FROM images i WHERE id IN (SELECT id FROM its) AND reference_id IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM images o WHERE o.reference_id = i.reference_id AND o.id NOT IN (SELECT id FROM its))`

// DeleteBatch deletes an owner's batch with its images, all that was made of them, and the files that no row names any
// more. It returns the ids of the restorations and experiments that were waiting or running.
func (s *Store) DeleteBatch(ctx context.Context, id, owner string) (open []string, err error) {
	const what = "delete batch"
	var gone deleted
	err = s.writeToDelete(ctx, what, func(tx *sql.Tx) error { // all at once: it has BatchFiles at most
		rows, err := tx.QueryContext(ctx, batchImages, id)
		images, err := collect("list its images", rows, err, scanText)
		if err != nil {
			return err
		}
		err = changeOne(ctx, tx, ErrNotFound, `DELETE FROM batches WHERE id = ? AND `+visible, s.visibleTo(owner, id)...)
		if err == nil {
			gone, err = s.deleteRows(ctx, tx, "images", images)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var stay troubles
	s.removeAll(ctx, gone.files, &stay)
	return gone.open, doing(what, stay.err())
}
