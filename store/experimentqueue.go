package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// experimentsPerOwner bounds the experiments of one owner and kind that wait or run.
const experimentsPerOwner = 4

// checkExperiments refuses one more experiment with ErrQueueFull or ErrOwnerFull: in the transaction that adds it, so that
// no crowd slips past it.
func (s *Store) checkExperiments(ctx context.Context, tx *sql.Tx, e Experiment) error {
	var own, all int
	err := tx.QueryRowContext(ctx, `
		SELECT count(*), coalesce(sum(owner = ?), 0) FROM experiments WHERE state IN ('queued', 'running') AND kind = ?`, e.Owner, e.Kind).Scan(&all, &own)
	switch {
	case err != nil:
		return err
	case own >= experimentsPerOwner:
		return &QueueError{Own: true, Limit: experimentsPerOwner}
	case s.Limits.Queue > 0 && all >= s.Limits.Queue:
		return &QueueError{Limit: s.Limits.Queue}
	}
	return s.checkRoom(ctx, tx, e.Owner, "", 0, int64(len(e.Grid)))
}

// RoomForExperiment answers ErrQueueFull or ErrOwnerFull if CreateExperiment would, as things are now.
func (s *Store) RoomForExperiment(ctx context.Context, e Experiment) error {
	return s.write(ctx, "look for room", func(tx *sql.Tx) error {
		if err := s.checkExperiments(ctx, tx, e); err != nil {
			return err
		}
		return s.trying.room(ctx, tx, listTrying, s.mostTrying())
	})
}

// nextExperiment is the oldest of a kind of the owner who was served longest ago, or never.
const nextExperiment = `
	SELECT id FROM experiments e WHERE state = 'queued' AND kind = ?
	ORDER BY (SELECT max(started) FROM experiments s WHERE s.owner = e.owner AND s.kind = e.kind), created, rowid LIMIT 1`

// ClaimExperiment takes the next experiment of a kind, marks it running and returns it;
// ErrNotFound if none waits. Owners take turns.
func (s *Store) ClaimExperiment(ctx context.Context, kind string) (claimed Experiment, err error) {
	err = s.write(ctx, "claim experiment", func(tx *sql.Tx) error {
		var id string
		if err := tx.QueryRowContext(ctx, `
			UPDATE experiments SET state = 'running', attempts = attempts + 1, started = ? WHERE id = (`+nextExperiment+`)
			RETURNING id`, s.Now().UnixMilli(), kind).Scan(&id); err != nil {
			return err
		}
		claimed, err = scanExperiment(tx.QueryRowContext(ctx, `SELECT `+experimentColumns+` FROM experiments e WHERE id = ?`, id))
		return err
	})
	return claimed, err
}

// GrowExperiment replaces the rows of a running experiment. ErrConflict says that it
// does not run any more.
func (s *Store) GrowExperiment(ctx context.Context, id string, rows json.RawMessage) error {
	return s.write(ctx, "keep rows", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrConflict, `UPDATE experiments SET rows = ? WHERE id = ? AND state = 'running'`, string(rows), id)
	})
}

// MissPicture notes in a running evaluation's grid that its picture number n, from 0, was gone
// when its turn came. ErrConflict says that it does not run any more.
func (s *Store) MissPicture(ctx context.Context, id string, n int) error {
	return s.write(ctx, "miss a picture", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE experiments SET grid = json_set(grid, ?, json('true')) WHERE id = ? AND state = 'running'`,
			fmt.Sprintf("$.pictures[%d].missing", n), id)
	})
}

// EndExperiment ends a running experiment, or puts it back into the queue, which doesn't count
// as an attempt; reason is for a person, where it failed. ErrConflict says that it does not run
// any more.
func (s *Store) EndExperiment(ctx context.Context, id string, state State, reason string) error {
	return s.write(ctx, "end experiment", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE experiments SET state = ?1, error = ?2, attempts = attempts - (?1 = 'queued')
			WHERE id = ?3 AND state = 'running'`, state, reason, id)
	})
}

// CancelExperiment stops an owner's experiment that waits or runs; its rows stay.
// ErrConflict says that it had ended.
func (s *Store) CancelExperiment(ctx context.Context, id, owner string) error {
	return s.writeToDelete(ctx, "cancel experiment", func(tx *sql.Tx) error {
		if err := s.checkVisible(ctx, tx, "experiments", id, owner); err != nil {
			return err
		}
		return changeOne(ctx, tx, ErrConflict, `
			UPDATE experiments SET state = 'cancelled' WHERE id = ? AND state IN ('queued', 'running')`, id)
	})
}
