package store

import (
	"context"
	"database/sql"
)

// ClaimRestoration takes the next job from the queue, marks it running and
// returns it; ErrNotFound if none waits. Owners take turns, by the view "queue"
// in the migrations.
func (s *Store) ClaimRestoration(ctx context.Context) (claimed Restoration, err error) {
	err = s.write(ctx, "claim restoration", func(tx *sql.Tx) error {
		var id string
		err := tx.QueryRowContext(ctx, `
			UPDATE restorations SET state = 'running', attempts = attempts + 1, started = ?, progress = 0, tiles_done = 0
			WHERE id = (`+nextRestoration+`) RETURNING id`, s.Now().UnixMilli()).Scan(&id)
		if err != nil {
			return err
		}
		claimed, err = scanRestoration(tx.QueryRowContext(ctx, selectRestoration+`WHERE r.id = ?`, id))
		return err
	})
	return claimed, err
}

// QueuePosition tells how soon a job will be started, 1 being the next; 0 if it
// doesn't wait any more. Newcomers may move it back by a place or two, since
// owners take turns.
func (s *Store) QueuePosition(ctx context.Context, id string) (int, error) {
	var place int
	err := s.reader.QueryRowContext(ctx, `SELECT coalesce(max(place), 0) FROM queue WHERE id = ?`, id).Scan(&place)
	return place, doing("find place in the queue", err)
}

// QueueLength tells how many jobs wait, whoever owns them.
func (s *Store) QueueLength(ctx context.Context) (int, error) {
	var n int
	err := s.reader.QueryRowContext(ctx, countQueued).Scan(&n)
	return n, doing("count queued jobs", err)
}

const (
	nextRestoration = `SELECT id FROM queue WHERE place = 1`
	listQueued      = `SELECT id FROM restorations WHERE state = 'queued'`
	countQueued     = `SELECT count(*) FROM restorations WHERE state = 'queued'`
	countOpen       = `SELECT count(*) FROM restorations WHERE state IN ('queued', 'running') AND +owner = ?` // by the state: few are open, whatever an owner keeps
)

// crowd is how many times as long the queue grows by jobs of owners who have no other.
const crowd = 4

// checkLimits refuses one more job with ErrQueueFull. It runs in the
// transaction that adds the job, so that no crowd slips past it.
func (s *Store) checkLimits(ctx context.Context, tx *sql.Tx, r Restoration) error {
	var queued, open int
	if err := tx.QueryRowContext(ctx, countQueued).Scan(&queued); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, countOpen, r.Owner).Scan(&open); err != nil {
		return err
	}
	// Who has nothing there yet finds a place though others fill the queue, as long as those are not a crowd. A batch's
	// file can wait, and its address is forgotten: it leaves half of those places free.
	places := crowd * s.Limits.Queue
	if r.BatchFile != 0 {
		places /= 2
	}
	if l := s.Limits.Queue; l > 0 && queued >= l && (open > 0 || queued >= places) {
		return &QueueError{Limit: queued}
	}
	if l := s.Limits.PerOwner; l > 0 && open >= l {
		return &QueueError{Own: true, Limit: l}
	}
	return nil
}
