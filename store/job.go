package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
)

// Outcome is what a finished restoration adds to its row.
type Outcome struct {
	ResultHash  string // of the file that PutFile has kept
	Measures    json.RawMessage
	Consistency *float64
	Timings     json.RawMessage
	Held        float64 // as far as it was held to what its file says, 0…1
	Steps       int     // of the restoration: views of tiles
}

// SetProgress notes that done of so many tiles are ready. It waits for the
// disk, so it is not for every tile of a fast model. It returns ErrConflict if
// the job doesn't run any more, which tells the worker to stop.
func (s *Store) SetProgress(ctx context.Context, id string, done, tiles int) error {
	fraction := float64(done) / float64(max(1, tiles))
	return s.write(ctx, "note progress", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE restorations SET tiles_done = ?, tiles = ?, progress = ?
			WHERE id = ? AND state = 'running'`, done, tiles, min(1, fraction), id)
	})
}

// FinishRestoration makes a running job done. It returns ErrConflict if the job
// was cancelled or deleted meanwhile, and the result's file is removed then. After ErrBusy and ErrReadOnly it may be
// tried again: the file is kept until then, or until Forgo.
func (s *Store) FinishRestoration(ctx context.Context, id string, o Outcome) error {
	size, err := s.fileSize(o.ResultHash)
	if err != nil {
		return doing("finish restoration", err)
	}
	err = s.write(ctx, "finish restoration", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE restorations SET state = 'done', progress = 1, tiles_done = ?, tiles = ?, result_hash = ?, result_bytes = ?,
				measures = ?, consistency = ?, timings = ?, held = ?, finished = ?
			WHERE id = ? AND state = 'running'`,
			o.Steps, o.Steps, o.ResultHash, size, blob(o.Measures, nil), o.Consistency, blob(o.Timings, nil), o.Held, s.Now().UnixMilli(), id)
	})
	switch {
	case err == nil:
		s.settle(o.ResultHash)
	case errors.Is(err, ErrConflict):
		err = errors.Join(err, s.Forgo(ctx, o.ResultHash))
	case errors.Is(err, ErrBusy), errors.Is(err, ErrReadOnly):
		s.leases.renew(o.ResultHash, s.Now())
	default: // it never finds its row
		s.leases.release(o.ResultHash)
	}
	return err
}

// FailRestoration ends a running job with a reason for people. It returns
// ErrConflict if the job doesn't run.
func (s *Store) FailRestoration(ctx context.Context, id, reason string) error {
	return s.write(ctx, "fail restoration", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE restorations SET state = 'failed', error = ?, finished = ?
			WHERE id = ? AND state = 'running'`, reason, s.Now().UnixMilli(), id)
	})
}

// CancelRestoration ends an owner's job that waits or runs; stopping the worker
// is the caller's. It returns ErrConflict if the job has ended already.
func (s *Store) CancelRestoration(ctx context.Context, id, owner string) error {
	return s.writeToDelete(ctx, "cancel restoration", func(tx *sql.Tx) error {
		if err := s.checkVisible(ctx, tx, "restorations", id, owner); err != nil {
			return err
		}
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE restorations SET state = 'cancelled', finished = ?
			WHERE id = ? AND state IN ('queued', 'running')`, s.Now().UnixMilli(), id)
	})
}
