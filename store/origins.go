package store

import (
	"context"
	"database/sql"

	"uncodec/turns"
)

// origins tell from which address the jobs came that are open: owners are as many as somebody likes to be. They
// live in memory alone, for no address is to be kept; after a new start what is open came from nowhere.
// Only the writer's transactions touch them, one at a time.
type origins map[string]string // by a job's id

// add notes that a job which is new in the transaction is for the context's address, where that has room.
func (o *origins) add(ctx context.Context, tx *sql.Tx, id, open string, most int) error {
	err := o.room(ctx, tx, open, most)
	if address := turns.Address(ctx); err == nil && address != "" && most > 0 {
		(*o)[id] = address
	}
	return err
}

// room answers ErrQueueFull where as many of the jobs that the query finds open are of the context's address as may. What the
// program itself asks for has none.
func (o *origins) room(ctx context.Context, tx *sql.Tx, open string, most int) error {
	address := turns.Address(ctx)
	if address == "" || most <= 0 {
		return nil
	}
	rows, err := tx.QueryContext(ctx, open)
	ids, err := collect("list what is open", rows, err, scanText)
	if err != nil {
		return err
	}
	still, own := map[string]string{}, 0
	for _, open := range ids {
		if from, known := (*o)[open]; known {
			still[open] = from
			if from == address {
				own++
			}
		}
	}
	if *o = still; own >= most { // the others have ended
		return &QueueError{Address: true, Limit: most}
	}
	return nil
}
