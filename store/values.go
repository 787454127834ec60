package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// visible is the condition that a row belongs to an owner; its arguments are
// the last two of Store.visibleTo.
const visible = `(? OR (owner = ? AND owner <> ''))`

func (s *Store) visibleTo(owner string, before ...any) []any {
	return append(before, s.Shared, owner)
}

// checkVisible returns ErrNotFound unless the owner may see the row of that id in a table, or there is none to see.
func (s *Store) checkVisible(ctx context.Context, tx *sql.Tx, table, id, owner string) error {
	if id == "" {
		return nil
	}
	return tx.QueryRowContext(ctx, `SELECT id FROM `+table+` WHERE id = ? AND `+visible, s.visibleTo(owner, id)...).Scan(&id)
}

// orNull stores an empty text as NULL.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// blob stores JSON as text, and none as what the column has by default.
func blob(j json.RawMessage, absent any) any {
	if len(j) == 0 {
		return absent
	}
	return string(j)
}

// millis stores a time, and the zero time as NULL.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// instant scans what millis stored.
type instant struct{ t *time.Time }

func (i instant) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*i.t = time.Time{}
	case int64:
		*i.t = time.UnixMilli(v)
	default:
		return fmt.Errorf("a time is stored as %T", value)
	}
	return nil
}

// raw scans JSON, NULL as nil.
type raw struct{ j *json.RawMessage }

func (r raw) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*r.j = nil
	case string:
		*r.j = json.RawMessage(v)
	default:
		return fmt.Errorf("JSON is stored as %T", value)
	}
	return nil
}

// scanner is a *sql.Row or *sql.Rows.
type scanner interface{ Scan(...any) error }

// collect reads all rows; err is that of the query.
func collect[T any](what string, rows *sql.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, doing(what, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, doing(what, err)
		}
		all = append(all, one)
	}
	return all, doing(what, rows.Err())
}

// collectSet reads rows of one text each, as a set.
func collectSet(what string, rows *sql.Rows, err error) (map[string]bool, error) {
	texts, err := collect(what, rows, err, scanText)
	set := make(map[string]bool, len(texts))
	for _, text := range texts {
		set[text] = true
	}
	return set, err
}

func scanText(row scanner) (text string, err error) {
	err = row.Scan(&text)
	return text, err
}

// newID is 26 characters of lower-case base32: 130 random bits.
func newID() string { return strings.ToLower(rand.Text()) }
