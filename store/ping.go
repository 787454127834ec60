package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// pingTime is how long a health check waits for the database: whoever asks has little patience.
const pingTime = 2 * time.Second

// Ping tells whether the store can be written now, for a health check. It waits for pingTime at most, and then returns ErrBusy.
func (s *Store) Ping(ctx context.Context) error {
	err := s.inPlace()
	if err == nil {
		err = s.probe()
	}
	if err != nil {
		return doing("check the data folder", err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, pingTime, ErrBusy)
	defer cancel()
	err = s.checkWritable(ctx)
	if err != nil && errors.Is(context.Cause(ctx), ErrBusy) {
		err = doing("check the database", ErrBusy) // by another program, or by a long write of this one
	}
	return err
}

// checkWritable asks for a write that changes nothing: to begin is not enough,
// as SQLite begins a reading transaction where it cannot write.
func (s *Store) checkWritable(ctx context.Context) error {
	return s.write(ctx, "check the database", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM migrations WHERE false`)
		return err
	})
}
