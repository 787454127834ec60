package store

import (
	"context"
	"database/sql"
	"io/fs"
	"time"
)

// recovery is how long files are left alone that may be a newer database's than the one that is here.
const recovery = 7 * 24 * time.Hour

// A database may be an older copy of the one that the pictures were kept with. A file that found its row after the newest
// thing that it knows of is not swept until a week after the start that found it, by which time somebody may have put the
// right database back. What a crash left is dated awaited, what the database knows to be deleted is older than that
// deletion, and neither is spared.
const (
	newestKnown = `SELECT coalesce(max(at), 0) FROM (
		SELECT max(created) AS at FROM images UNION ALL
		SELECT max(created) FROM restorations UNION ALL
		SELECT max(created) FROM experiments UNION ALL
		SELECT max(created) FROM batches UNION ALL
		SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'deleted')`
	noteDeletion  = `INSERT OR REPLACE INTO settings (key, value) VALUES ('deleted', ?)`
	noteUnnamed   = `INSERT OR IGNORE INTO settings (key, value) VALUES ('unnamed ' || ?, ?)`
	listSpared    = `SELECT substr(key, 9) FROM settings WHERE key GLOB 'unnamed *' AND CAST(value AS INTEGER) > ?`
	firstUnnamed  = `SELECT min(CAST(value AS INTEGER)) FROM settings WHERE key GLOB 'unnamed *'`
	forgetUnnamed = `DELETE FROM settings WHERE key GLOB 'unnamed *' AND CAST(value AS INTEGER) <= ?`
)

// Unnamed are files that no row names and that may be a newer database's than is here.
type Unnamed struct {
	Files int
	Until time.Time // when Expire removes the first of them
}

// findUnnamed notes the files that the database may be too old to name.
func (s *Store) findUnnamed(ctx context.Context) error {
	var newest int64
	if err := s.reader.QueryRowContext(ctx, newestKnown).Scan(&newest); err != nil {
		return err
	}
	files, err := s.unnamedSince(ctx, time.UnixMilli(newest))
	if err != nil || len(files) == 0 {
		return err
	}
	return s.writeToDelete(ctx, "note files", func(tx *sql.Tx) error {
		for _, hash := range files {
			if _, err := tx.ExecContext(ctx, noteUnnamed, hash, s.Now().UnixMilli()); err != nil {
				return err
			}
		}
		var first time.Time
		err := tx.QueryRowContext(ctx, firstUnnamed).Scan(instant{&first})
		s.Unnamed = Unnamed{len(files), first.Add(recovery)}
		return err
	})
}

// unnamedSince lists the files that no row names and that found theirs after some time.
func (s *Store) unnamedSince(ctx context.Context, then time.Time) (files []string, err error) {
	entries, err := fs.ReadDir(s.pictures.FS(), ".")
	if err != nil {
		return nil, err
	}
	named, err := namedFiles(ctx, s.reader)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if name := entry.Name(); isHash(name) && !named[name] && modified(entry, then).After(then) {
			files = append(files, name)
		}
	}
	return files, nil
}

// sparedFiles are the hashes of files that a sweep leaves for now.
func (s *Store) sparedFiles(ctx context.Context, now time.Time) (map[string]bool, error) {
	rows, err := s.reader.QueryContext(ctx, listSpared, now.Add(-recovery).UnixMilli())
	return collectSet("list files that are spared", rows, err)
}
