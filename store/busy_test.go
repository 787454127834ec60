package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"
)

// TestBusy: what another program's hold on the database keeps from being done is told from other troubles.
func TestBusy(t *testing.T) {
	for _, code := range []sqlite3.ErrNo{sqlite3.ErrBusy, sqlite3.ErrLocked} {
		mustBe(t, doing("write", sqlite3.Error{Code: code}), ErrBusy)
	}
}

// hold is another program that holds the database until it lets go.
func hold(t *testing.T, s *Store) (release func()) {
	t.Helper()
	db, err := connect(s.path, writing)
	must(t, err)
	tx, err := db.BeginTx(t.Context(), nil)
	must(t, err)
	release = func() { tx.Rollback(); db.Close() }
	t.Cleanup(release)
	return release
}

// TestHeld: while another program holds the database all who want to write learn it, and the store is not ready; then it goes on.
func TestHeld(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	s.busyTime = 20 * time.Millisecond
	release := hold(t, s)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := s.CreateRestoration(t.Context(), Restoration{ImageID: image.ID, Mode: "auto"}); !errors.Is(err, ErrBusy) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	mustBe(t, s.Ping(t.Context()), ErrBusy)
	_, err := s.Image(t.Context(), image.ID, "ann")
	must(t, err)
	release()
	must(t, s.Ping(t.Context()))
	mustQueue(t, s, image.ID)
}

// TestHeldForOne: who waits for another program keeps nobody from a turn, and waits no longer than is asked of it.
func TestHeldForOne(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	s.busyTime = time.Hour
	release := hold(t, s)
	ctx, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if _, err := s.CreateRestoration(ctx, Restoration{ImageID: image.ID, Mode: "auto"}); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
	}
	mustBe(t, s.Ping(t.Context()), ErrBusy) // all of them wait by then
	c, err := s.writer.Conn(t.Context())
	must(t, err)
	must(t, c.Close())
	leave()
	all.Wait()
	release()
	must(t, s.Ping(t.Context()))
}

// TestBehindLongWrite: a write of the store's own that takes longer than others wait for another program is waited for,
// though not by a health check.
func TestBehindLongWrite(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	s.busyTime = 20 * time.Millisecond
	began, end := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		err := s.write(t.Context(), "delete much", func(*sql.Tx) error { close(began); <-end; return nil })
		if err != nil {
			t.Error(err)
		}
	})
	<-began
	for range 5 {
		all.Go(func() {
			if _, err := s.CreateRestoration(context.Background(), Restoration{ImageID: image.ID, Mode: "auto"}); err != nil {
				t.Error(err)
			}
		})
	}
	mustBe(t, s.Ping(t.Context()), ErrBusy)
	close(end)
	all.Wait()
	must(t, s.Ping(t.Context()))
}
