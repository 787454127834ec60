package handlers

import (
	"context"
	"net/http"
	"sync"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"
	"golang.org/x/sync/semaphore"
)

// How many of an address's requests are served at once, the others waiting: nobody fills the line that all wait in.
const (
	answers      = 8 // with pictures, tables and archives: a few more than a browser asks for. Each is in memory until it is read
	compressions = 3
)

// turns lets each address have so many requests at once; its others wait in the order in which they came.
type turns struct {
	each int64
	mu   sync.Mutex
	of   map[string]*turn
}

func newTurns(each int64) *turns { return &turns{each: each, of: map[string]*turn{}} }

type turn struct {
	*semaphore.Weighted
	held int // by requests that have a turn or wait for one
}

// addressOf is whom a request comes from: a household of IPv6 is one.
func addressOf(r *http.Request) string {
	return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context()))
}

// take waits for a turn of an address; leave gives it back. The error is ctx's.
func (t *turns) take(ctx context.Context, address string) (leave func(), err error) {
	t.mu.Lock()
	one := t.of[address]
	if one == nil {
		one = &turn{Weighted: semaphore.NewWeighted(t.each)}
		t.of[address] = one
	}
	one.held++
	t.mu.Unlock()
	forget := func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if one.held--; one.held == 0 {
			delete(t.of, address)
		}
	}
	if err := one.Acquire(ctx, 1); err != nil {
		forget()
		return nil, err
	}
	return func() { one.Release(1); forget() }, nil
}

// serve lets requests through, an address's a few at once.
func (t *turns) serve(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		leave, err := t.take(r.Context(), addressOf(r))
		if err != nil {
			return // nobody is there to read anything
		}
		defer leave()
		next.ServeHTTP(w, r)
	})
}
