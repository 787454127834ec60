// Package store keeps what the studio knows: rows in SQLite, and pictures as
// files beside them, named by the SHA-256 of their bytes. A file is written and
// synced before the row that names it, so a crash leaves at worst a file too
// many, which Expire removes.
//
// Every method may be called from many goroutines. Methods that take an owner
// answer ErrNotFound for what belongs to somebody else, as for what isn't there.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Limits bound the queue and what owners keep; zero means no bound.
type Limits struct {
	Queue    int // jobs waiting, of all owners, and of one address
	PerOwner int // jobs waiting or running, of one owner

	OwnerBytes int64 // an owner's images and restorations; those at work as it fills up are finished
}

// Store is an open data folder. Its fields may be set between Open and the
// first use.
type Store struct {
	Now    func() time.Time // the clock, time.Now unless told
	Shared bool             // all see all: owners are not told apart
	Limits Limits

	Unnamed Unnamed // found by Open

	dir      *os.Root   // the data folder
	pictures *os.Root   // its folder of pictures
	path     string     // the data folder, as given
	opened   []opened   // what of it has to stay in its place
	locked   []*os.File // say that it is this Store's

	writer *sql.DB // one connection, whose transactions begin immediate
	reader *sql.DB // a pool of connections that cannot write
	leases leases

	busyTime time.Duration // as the constant, but in tests

	waiting, trying origins // of restorations that wait, and of experiments that wait or run
}

// Open makes the data folder if there is none, brings its tables up to date
// and returns the store, which the caller closes. A folder or database that
// cannot be written is refused with ErrReadOnly, one that another Store has open
// with ErrInUse, one that a newer program wrote, or pictures without a database, with an error that says so.
func Open(ctx context.Context, dir string) (*Store, error) {
	s := &Store{Now: time.Now, path: dir, busyTime: busyTime}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(doing("open store "+dir, err), s.Close())
	}
	return s, nil
}

// OpenAsIs opens a data folder that is there, to look at it or to copy it: no table is made or
// changed, an older program's neither. A newer one's are refused with an error that says so.
func OpenAsIs(ctx context.Context, dir string) (*Store, error) {
	s := &Store{Now: time.Now, path: dir}
	err := s.openFolders()
	if err == nil {
		s.reader, err = connect(dir, reading)
	}
	if err == nil {
		err = checkSteps(ctx, s.reader)
	}
	if err != nil {
		return nil, errors.Join(doing("open store "+dir, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) (err error) {
	if err := s.makeFolders(); err != nil {
		return err
	}
	if err := s.openFolders(); err != nil {
		return err
	}
	if err := missing(s.path); err != nil {
		return err
	}
	if err := s.lock(); err != nil {
		return err
	}
	if err := s.removeTemporary(); err != nil {
		return err
	}
	if err := s.probeToDelete(); err != nil {
		return err
	}
	s.keepReserve()
	if err := touch(filepath.Join(s.path, databaseName)); err != nil {
		return err
	}
	if err := s.remember("database", databaseName); err != nil {
		return err
	}
	if s.writer, err = connect(s.path, writing); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if err := s.checkWritable(ctx); err != nil {
		return err
	}
	if s.reader, err = connect(s.path, reading); err != nil {
		return err
	}
	return s.findUnnamed(ctx)
}

// Close waits for what is under way, folds the write-ahead log into the
// database and lets the folder go.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.reader, s.writer} { // the writer last: it checkpoints
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	for _, f := range s.locked {
		errs = append(errs, f.Close())
	}
	for _, dir := range []*os.Root{s.pictures, s.dir} {
		if dir != nil {
			errs = append(errs, dir.Close())
		}
	}
	return errors.Join(errs...)
}
