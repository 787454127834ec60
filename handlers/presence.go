package handlers

import (
	"context"
	"errors"
	"net/http"
	"sync"
)

// errLeft is why a request is broken off whose visitor has all of theirs deleted meanwhile:
// an upload under way is not to bring a picture that nobody could reach any more.
var errLeft = errors.New("the visitor left")

// presence knows the requests of each visitor that are being answered.
type presence struct {
	mu      sync.Mutex
	of      map[string]map[*guest]bool
	leaving map[string]bool
}

// guest is one such request.
type guest struct{ sendHome context.CancelCauseFunc }

type guestKey struct{}

func newPresence() *presence {
	return &presence{of: map[string]map[*guest]bool{}, leaving: map[string]bool{}}
}

// enter counts a visitor's request in until it is answered.
func (p *presence) enter(ctx context.Context, owner string) (inside context.Context, answered func()) {
	g := &guest{}
	inside, g.sendHome = context.WithCancelCause(context.WithValue(ctx, guestKey{}, g))
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of[owner] == nil {
		p.of[owner] = map[*guest]bool{}
	}
	p.of[owner][g] = true
	if p.leaving[owner] {
		g.sendHome(errLeft)
	}
	return inside, func() {
		g.sendHome(nil)
		p.mu.Lock()
		defer p.mu.Unlock()
		if delete(p.of[owner], g); len(p.of[owner]) == 0 {
			delete(p.of, owner)
		}
	}
}

// leave breaks off all other requests of a request's visitor, and those that come before it has left:
// the store takes nothing from them any more. The error is that of one that is broken off itself.
func (p *presence) leave(r *http.Request) (left func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	for g := range p.of[owner(r)] {
		if g != r.Context().Value(guestKey{}) {
			g.sendHome(errLeft)
		}
	}
	p.leaving[owner(r)] = true
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.leaving, owner(r))
	}, nil
}
