package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

// databaseName is the database's name inside the data folder.
const databaseName = "uncodec.db"

// handle is a way to the database.
type handle struct {
	connections int
	pragmas     url.Values
}

// Pragmas stand in the address because every connection of a pool must get
// them. A writer that begins immediate waits for its turn at the start, where
// waiting helps; a transaction that reads first and then wants to write cannot.
var (
	writing = handle{1, url.Values{"_txlock": {"immediate"}}}
	reading = handle{8, url.Values{"_query_only": {"true"}}}
	common  = url.Values{
		"_busy_timeout":  {milliseconds(busyTime)},
		"_foreign_keys":  {"true"},
		"_journal_mode":  {"WAL"},
		"_secure_delete": {"true"}, // what was deleted is overwritten
		"_synchronous":   {"FULL"}, // a commit survives a power cut
	}
)

// touch makes a file for a database where there is none, which nobody else may read, and fails where one that is there, or
// its log, cannot be written: SQLite would make the others as read-only as the database, and they would stay so.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if path, err = filepath.EvalSymlinks(path); err == nil { // its log is beside the file itself
		err = cmp.Or(tryWriting(path+"-wal"), tryWriting(path+"-shm"))
	}
	return errors.Join(err, f.Close())
}

// tryWriting fails where a file is there and cannot be written.
func tryWriting(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// connect opens the database in a data folder.
func connect(dir string, h handle) (*sql.DB, error) {
	path, err := filepath.Abs(filepath.Join(dir, databaseName))
	if err != nil {
		return nil, err
	}
	address := url.URL{Scheme: "file", Path: path, RawQuery: common.Encode() + "&" + h.pragmas.Encode()}
	db, err := sql.Open(driver, address.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(h.connections)
	db.SetMaxIdleConns(h.connections)
	return db, nil
}

// write runs change in a transaction of the writing handle, which it commits if
// change returns no error. change must not call the Store: there is one writer. ErrReadOnly
// says, too, that it would be written where nobody looks; ErrBusy, that another program held the database for busyTime.
func (s *Store) write(ctx context.Context, what string, change func(*sql.Tx) error) error {
	if err := s.inPlace(); err != nil {
		return doing(what, err)
	}
	c, tx, err := s.begin(ctx)
	if err != nil {
		return doing(what, err)
	}
	defer c.Close()
	defer tx.Rollback() // does nothing after Commit
	if err := change(tx); err != nil {
		return doing(what, err)
	}
	return doing(what, tx.Commit())
}

// changeOne runs a statement that must change one row; if it finds none, it
// returns the error absent.
func changeOne(ctx context.Context, tx *sql.Tx, absent error, statement string, args ...any) error {
	result, err := tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		err = absent
	}
	return err
}

// changed is how many rows a statement changed.
func changed(result sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}
