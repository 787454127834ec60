package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"os"
	"strings"
	"time"
)

// abandoned is how long a temporary file, and one whose row is awaited, is somebody's; patience, how long any other
// is that no row names.
const (
	abandoned = time.Hour
	patience  = time.Minute
)

// Expire removes images, batches and experiments that expired by now and files that no row
// names, and empties the write-ahead log, so that nothing of them remains there. What cannot be removed is told, and in
// the way of nothing else. It spares files younger than a minute, for an hour temporary ones and those whose row is about
// to come, and for a week those that may be a newer database's.
func (s *Store) Expire(ctx context.Context, now time.Time) (Removed, error) {
	if err := s.inPlace(); err != nil { // what another database names is not this one's to sweep
		return Removed{}, doing("sweep", err)
	}
	removed, stayed := s.expireRows(ctx, now)
	files, unswept := s.sweepFiles(ctx, now)
	removed.Files += files
	filled := s.emptyLog(ctx) // in any case: what could be deleted is still there
	s.keepReserve()
	return removed, doing("sweep", errors.Join(stayed, unswept, filled))
}

const expired = `expires <= ?`

// expireRows counts the images and the files of what it removed. One table is not in the way of the next.
func (s *Store) expireRows(ctx context.Context, now time.Time) (Removed, error) {
	removed, _, images := s.deleteAll(ctx, "sweep", "images", expired, now.UnixMilli())
	_, _, batches := s.deleteAll(ctx, "sweep", "batches", expired, now.UnixMilli())
	_, _, experiments := s.deleteAll(ctx, "sweep", "experiments", expired, now.UnixMilli())
	forgotten := s.writeToDelete(ctx, "sweep", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, forgetUnnamed, now.Add(-recovery).UnixMilli())
		return err
	})
	return removed, errors.Join(images, batches, experiments, forgotten)
}

// sweepFiles removes the files that no row names and returns how many.
func (s *Store) sweepFiles(ctx context.Context, now time.Time) (removed int, err error) {
	entries, err := fs.ReadDir(s.pictures.FS(), ".")
	if err != nil {
		return 0, err
	}
	kept, err := namedFiles(ctx, s.reader) // read after the folder: a file listed above has its row by now
	if err != nil {
		return 0, err
	}
	spared, err := s.sparedFiles(ctx, now)
	if err != nil {
		return 0, err
	}
	maps.Copy(kept, spared)
	var stay troubles
	for _, entry := range entries {
		gone, err := s.sweepFile(ctx, entry, kept, now)
		if stay.add(err); gone && err == nil {
			removed++
		}
	}
	return removed, stay.err()
}

// removeTemporary removes what uploads left that a crash cut short: whoever has the folder's lock begins with none under way.
func (s *Store) removeTemporary() error {
	entries, err := fs.ReadDir(s.pictures.FS(), ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), temporary) {
			continue
		}
		_ = s.pictures.Remove(entry.Name()) // what stays keeps nobody from beginning: each sweep tries again, and tells
	}
	return nil
}

func (s *Store) sweepFile(ctx context.Context, entry os.DirEntry, kept map[string]bool, now time.Time) (bool, error) {
	name, age := entry.Name(), now.Sub(modified(entry, now))
	switch {
	case strings.HasPrefix(name, temporary) && age >= abandoned && !modified(entry, now).Equal(awaited):
		return true, s.pictures.Remove(name)
	case isHash(name) && !kept[name] && age >= patience:
		return s.removeUnnamed(ctx, name)
	default: // in use, or not ours
		return false, nil
	}
}

// namedFiles are the hashes that a database's rows name.
func namedFiles(ctx context.Context, db *sql.DB) (map[string]bool, error) {
	rows, err := db.QueryContext(ctx, `
		SELECT hash FROM images UNION
		SELECT result_hash FROM restorations WHERE result_hash IS NOT NULL`)
	return collectSet("list files", rows, err)
}

// emptyLog folds the write-ahead log into the database and cuts it to nothing,
// if no reader is in the way; the next sweep tries again. It waits for a second and not for a backup's end: those who
// want to write wait with it.
func (s *Store) emptyLog(ctx context.Context) error {
	c, err := s.writer.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return waiting(ctx, c, time.Second, func() error {
		_, err := c.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
		return err
	})
}

// modified is when a file was last written; now, if that cannot be told.
func modified(entry os.DirEntry, now time.Time) time.Time {
	info, err := entry.Info()
	if err != nil {
		return now
	}
	return info.ModTime()
}
