package store

import (
	"database/sql"
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// What callers tell apart, with errors.Is. Everything else is internal.
var (
	// ErrNotFound: no such row or file, or it belongs to somebody else.
	ErrNotFound = errors.New("not found")
	// ErrTooLarge: more bytes than allowed.
	ErrTooLarge = errors.New("too large")
	// ErrConflict: the job is not in a state that allows this.
	ErrConflict = errors.New("not possible in its present state")
	// ErrQueueFull: one of the Limits is reached.
	ErrQueueFull = errors.New("the queue is full")
	// ErrOwnerFull: an owner keeps as much as the Limits allow.
	ErrOwnerFull = errors.New("the owner keeps too much")
	// ErrInUse: another studio has the data folder.
	ErrInUse = errors.New("another studio works there: stop it, or name another folder with --data")
	// ErrNoSpace: the disk is full.
	ErrNoSpace = errors.New("no space left")
	// ErrDamaged: the database is none, or not whole.
	ErrDamaged = errors.New("its database is damaged: put a backup's whole folder in its place, without the uncodec.db-wal and uncodec.db-shm that lie here, or name another folder with --data")
	// ErrBusy: another program holds the database.
	ErrBusy = errors.New("another program holds the database")
	// ErrReadOnly: the folder or the database cannot be written.
	ErrReadOnly = errors.New("cannot be written")
)

// QueueError is an ErrQueueFull and says which limit was reached.
type QueueError struct {
	Own     bool // what the owner has open, not what waits of everybody's
	Address bool // what those have open who come from the owner's address
	Limit   int  // that was reached; of everybody's, how many wait just now
}

// Error says it for a log.
func (e *QueueError) Error() string {
	return fmt.Sprintf("%v: limit %d, own %t, of the address %t", ErrQueueFull, e.Limit, e.Own, e.Address)
}

// Is makes it an ErrQueueFull.
func (e *QueueError) Is(target error) bool { return target == ErrQueueFull }

// RoomError is an ErrOwnerFull and says in bytes how much an owner keeps, what one more file would add,
// and how much may be kept.
type RoomError struct {
	Kept, Added, Limit int64
	Open               bool // some of what is kept is set aside for a job that is open, whose result may be smaller
}

// Error says it for a log.
func (e *RoomError) Error() string {
	return fmt.Sprintf("%v: it would be %d bytes of %d", ErrOwnerFull, e.Kept+e.Added, e.Limit)
}

// Is makes it an ErrOwnerFull.
func (e *RoomError) Is(target error) bool { return target == ErrOwnerFull }

// doing says what failed and gives causes that callers know their names.
func doing(what string, err error) error {
	switch kind := kind(err); {
	case err == nil:
		return nil
	case kind == nil || errors.Is(err, kind):
		return fmt.Errorf("%s: %w", what, err)
	case kind == ErrNotFound: // "no rows" says no more than that
		return fmt.Errorf("%s: %w", what, kind)
	default:
		return fmt.Errorf("%s: %w: %w", what, kind, err)
	}
}

// kind is the exported error that an error of the system or of SQLite amounts
// to, or nil.
func kind(err error) error {
	var lite sqlite3.Error
	isLite := errors.As(err, &lite)
	is := func(numbers ...syscall.Errno) bool {
		for _, n := range numbers {
			if errors.Is(err, n) || isLite && lite.SystemErrno == n {
				return true
			}
		}
		return false
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrNotFound
	case isLite && lite.Code == sqlite3.ErrFull, is(syscall.ENOSPC, syscall.EDQUOT):
		return ErrNoSpace
	case isLite && (lite.Code == sqlite3.ErrNotADB || lite.Code == sqlite3.ErrCorrupt):
		return ErrDamaged
	case isLite && (lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked):
		return ErrBusy
	case isLite && lite.Code == sqlite3.ErrReadonly, is(syscall.EROFS, syscall.EACCES, syscall.EPERM):
		return ErrReadOnly
	}
	return nil
}
