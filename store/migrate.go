package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"uncodec/migrations"
)

// migrate applies the steps that the database has not seen yet, in the order
// of their names.
func (s *Store) migrate(ctx context.Context) error {
	const table = `CREATE TABLE IF NOT EXISTS migrations (
		name TEXT PRIMARY KEY, hash TEXT NOT NULL, applied INTEGER NOT NULL) STRICT`
	err := s.write(ctx, "record", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, table)
		return err
	})
	if err != nil {
		return err
	}
	names, err := fs.Glob(migrations.FS, "*.sql") // in order
	if err != nil {
		return err
	}
	for _, name := range names {
		err := s.write(ctx, name, func(tx *sql.Tx) error { return s.apply(ctx, tx, name) })
		if err != nil {
			return err
		}
	}
	return checkSteps(ctx, s.writer)
}

// apply runs one step and records it, both in tx, unless it was run before.
func (s *Store) apply(ctx context.Context, tx *sql.Tx, name string) error {
	text, err := migrations.FS.ReadFile(name)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	hash := hex.EncodeToString(sum[:])
	var applied string
	err = tx.QueryRowContext(ctx, `SELECT hash FROM migrations WHERE name = ?`, name).Scan(&applied)
	switch {
	case err == nil && applied != hash:
		return errors.New("the step was edited after it was applied here")
	case err == nil:
		return nil
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO migrations (name, hash, applied) VALUES (?, ?, ?)`,
		name, hash, s.Now().UnixMilli())
	return err
}

// checkSteps fails if the database has seen more steps than this program knows.
func checkSteps(ctx context.Context, db *sql.DB) error {
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return err
	}
	var applied int
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM migrations`).Scan(&applied)
	if err == nil && applied > len(names) {
		err = fmt.Errorf("a newer uncodec wrote this database: it has %d steps, this program knows %d", applied, len(names))
	}
	return err
}
