package store

import (
	"context"
	"database/sql"
)

// A job or an experiment that was running at two crashes may be their cause: it is not tried a
// third time.
const (
	maxAttempts   = 2
	stoppedReason = "the program stopped twice while working on this"
)

// RequeueRunning puts jobs and experiments that were running when the program ended back into
// the queue, or ends them as failed if that happened twice. It is to be called
// before the first claim.
func (s *Store) RequeueRunning(ctx context.Context) (requeued, failed int, err error) {
	err = s.write(ctx, "put running jobs back", func(tx *sql.Tx) error {
		failed, err = changed(tx.ExecContext(ctx, `
			UPDATE restorations SET state = 'failed', error = ?, finished = ?
			WHERE state = 'running' AND attempts >= ?`, stoppedReason, s.Now().UnixMilli(), maxAttempts))
		if err != nil {
			return err
		}
		requeued, err = changed(tx.ExecContext(ctx, `
			UPDATE restorations SET state = 'queued', progress = 0, tiles_done = 0
			WHERE state = 'running'`))
		if err != nil {
			return err
		}
		ended, err := changed(tx.ExecContext(ctx, `
			UPDATE experiments SET state = 'failed', error = ?
			WHERE state = 'running' AND attempts >= ?`, stoppedReason, maxAttempts))
		if err != nil {
			return err
		}
		again, err := changed(tx.ExecContext(ctx, `UPDATE experiments SET state = 'queued' WHERE state = 'running'`))
		failed, requeued = failed+ended, requeued+again
		return err
	})
	return requeued, failed, err
}

// RequeueRestoration puts a running job back into the queue, when the program
// is asked to end: that attempt doesn't count. It returns ErrConflict if the
// job doesn't run.
func (s *Store) RequeueRestoration(ctx context.Context, id string) error {
	return s.write(ctx, "put job back", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE restorations SET state = 'queued', progress = 0, tiles_done = 0, attempts = attempts - 1
			WHERE id = ? AND state = 'running'`, id)
	})
}
