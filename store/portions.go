package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strconv"
)

// portions are how many rows of a table are deleted in one transaction. So much of the log fits into the reserve of a full
// disk, and who wants to write meanwhile waits for no more.
var portions = map[string]int{"images": 200, "batches": 10, "experiments": 20}

// portionOf lists some of the rows that a condition describes.
func portionOf(table, where string) string {
	return `SELECT id FROM ` + table + ` WHERE ` + where + ` LIMIT ` + strconv.Itoa(portions[table])
}

// theirs is the condition that a column has one of some ids.
const theirs = ` IN (SELECT value FROM json_each(?1)) `

// deleteThem deletes rows of a table by their ids.
func deleteThem(table string) string { return `DELETE FROM ` + table + ` WHERE id` + theirs }

// deleted is what went, or is to go, with some rows.
type deleted struct {
	rows  int
	files []string // that they named
	open  []string // restorations and experiments that waited or ran, by their ids
}

// deleteAll deletes all rows of a table that a condition describes, a portion at a time, each with its files. Where one
// fails, those before it are gone, and the next call goes on. A crash in between leaves files that Expire removes. It counts
// the table's rows as images, and tells what was open of what is gone.
func (s *Store) deleteAll(ctx context.Context, what, table, where string, args ...any) (removed Removed, open []string, err error) {
	var stay troubles
	for more := true; more; {
		var gone deleted
		err := s.writeToDelete(ctx, what, func(tx *sql.Tx) error {
			rows, err := tx.QueryContext(ctx, portionOf(table, where), args...)
			ids, err := collect("list what goes", rows, err, scanText)
			if err == nil {
				gone, err = s.deleteRows(ctx, tx, table, ids)
			}
			return err
		})
		if err != nil {
			return removed, open, err
		}
		removed.Images += gone.rows
		removed.Files += s.removeAll(ctx, gone.files, &stay)
		open = append(open, gone.open...)
		if more = gone.rows == portions[table]; more {
			if _, err := s.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`); err != nil { // the log of the next begins where this one's did
				return removed, open, doing(what, err)
			}
		}
	}
	return removed, open, doing(what, stay.err())
}

// deleteRows deletes rows of a table by their ids, no two of which are alike in all tables, and tells what goes with them.
func (s *Store) deleteRows(ctx context.Context, tx *sql.Tx, table string, ids []string) (gone deleted, err error) {
	if len(ids) == 0 {
		return gone, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return gone, err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT hash FROM images WHERE id`+theirs+`UNION
		SELECT result_hash FROM restorations WHERE image_id`+theirs+`AND result_hash IS NOT NULL`, string(list))
	if gone.files, err = collect("list files", rows, err, scanText); err != nil {
		return gone, err
	}
	rows, err = tx.QueryContext(ctx, `
		SELECT id FROM restorations WHERE image_id`+theirs+`AND state IN ('queued', 'running') UNION
		SELECT id FROM experiments WHERE (image_id`+theirs+`OR id`+theirs+`) AND state IN ('queued', 'running')`, string(list))
	if gone.open, err = collect("list what is under way", rows, err, scanText); err != nil {
		return gone, err
	}
	if gone.rows, err = changed(tx.ExecContext(ctx, deleteThem(table), string(list))); err != nil {
		return gone, err
	}
	_, err = tx.ExecContext(ctx, noteDeletion, s.Now().UnixMilli())
	return gone, err
}
