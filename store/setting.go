package store

import (
	"context"
	"database/sql"
)

// Setting returns what SetSetting kept, or ErrNotFound.
func (s *Store) Setting(ctx context.Context, key string) (value string, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT value FROM settings WHERE key = ?`, key).Scan(&value)
	return value, doing("read setting "+key, err)
}

// SetSetting keeps a value under a key, in place of an earlier one.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	return s.write(ctx, "keep setting "+key, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO settings (key, value) VALUES (?, ?)
			ON CONFLICT DO UPDATE SET value = excluded.value`, key, value)
		return err
	})
}
