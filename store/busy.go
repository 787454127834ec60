package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"time"
)

// busyTime is how long a write waits for another program that holds the database, asking again after pauses that grow.
const (
	busyTime  = 10 * time.Second
	busyPause = 50 * time.Millisecond
)

// begin begins a transaction of the writing connection, both the caller's to end. Who waits for another program leaves the
// connection to others meanwhile, or each would wait busyTime after the one before; and waits no longer than ctx. What the
// Store's own writes take does not count.
func (s *Store) begin(ctx context.Context) (c *sql.Conn, tx *sql.Tx, err error) {
	pause := time.Millisecond
	for waited := time.Duration(0); ; waited += pause {
		c, tx, err = s.tryToBegin(ctx)
		if kind(err) != ErrBusy || waited >= s.busyTime {
			return c, tx, err
		}
		pause = min(2*pause, busyPause)
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (s *Store) tryToBegin(ctx context.Context) (c *sql.Conn, tx *sql.Tx, err error) {
	if c, err = s.writer.Conn(ctx); err != nil {
		return nil, nil, err
	}
	err = waiting(ctx, c, 0, func() (err error) {
		tx, err = c.BeginTx(ctx, nil)
		return err
	})
	if err == nil {
		return c, tx, nil
	}
	if tx != nil {
		err = errors.Join(err, tx.Rollback())
	}
	return nil, nil, errors.Join(err, c.Close())
}

// waiting lets a connection wait so long for other programs while it does something, which ctx does not cut short.
func waiting(ctx context.Context, c *sql.Conn, most time.Duration, do func() error) error {
	if _, err := c.ExecContext(ctx, `PRAGMA busy_timeout = `+milliseconds(most)); err != nil {
		return err
	}
	err := do()
	_, again := c.ExecContext(context.WithoutCancel(ctx), `PRAGMA busy_timeout = `+common.Get("_busy_timeout"))
	return errors.Join(err, again)
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
