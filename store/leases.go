package store

import (
	"context"
	"sync"
	"time"
)

// leases keep files alive that no row names yet: between PutFile and the row
// that follows, somebody else may delete the last other row with this hash.
// The zero value is ready for use.
type leases struct {
	mu   sync.Mutex
	held map[string]lease
}

type lease struct {
	takers int       // rows awaited
	since  time.Time // when one of them was told of last
}

// take announces a row that will name the file.
func (l *leases) take(hash string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		l.held = make(map[string]lease)
	}
	l.held[hash] = lease{l.held[hash].takers + 1, now}
}

// renew says that an announced row is still to come.
func (l *leases) renew(hash string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if old, ok := l.held[hash]; ok {
		l.held[hash] = lease{old.takers, now}
	}
}

// release says that an announced row is there.
func (l *leases) release(hash string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if old := l.held[hash]; old.takers > 1 {
		l.held[hash] = lease{old.takers - 1, old.since}
	} else {
		delete(l.held, hash)
	}
}

// awaited dates a file whose row is not there yet. After a crash it is told by that from a file that another database names.
var awaited = time.Unix(0, 0)

// settle says that the row is there which a PutFile announced.
func (s *Store) settle(hash string) {
	s.leases.release(hash)
	s.date(hash)
}

// date says of a file that a row names it. Where that cannot be written, an older database would have it swept sooner.
func (s *Store) date(hash string) {
	now := s.Now()
	_ = s.pictures.Chtimes(hash, now, now)
}

// Forgo says that no row will follow a PutFile. The file goes at once, unless another row
// names it or is awaited for it.
func (s *Store) Forgo(ctx context.Context, hash string) error {
	s.leases.release(hash)
	removed, err := s.removeUnnamed(ctx, hash)
	if err == nil && !removed {
		s.date(hash)
	}
	return doing("remove picture", err)
}

// unlessTaken runs remove while nobody can take the file, unless a row is
// awaited for it; a row that failed to come is not awaited for ever.
func (l *leases) unlessTaken(hash string, now time.Time, remove func() error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if old, ok := l.held[hash]; ok && now.Sub(old.since) < abandoned {
		return nil
	}
	delete(l.held, hash)
	return remove()
}
