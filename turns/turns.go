// Package turns shares what there is among the addresses that requests come from: a cookie costs nothing,
// so that visitors are as many as somebody likes to be.
package turns

import (
	"context"
	"fmt"
	"sync"

	"golang.org/x/sync/semaphore"
)

// CrowdError says that as many of an address have a turn or wait for one as may.
type CrowdError struct{ Most int }

func (e *CrowdError) Error() string {
	return fmt.Sprintf("more than %d at once from one address", e.Most)
}

type (
	addressKey struct{}
	holdingKey struct{}
)

// From notes whom what is done under the context is for.
func From(ctx context.Context, address string) context.Context {
	return context.WithValue(ctx, addressKey{}, address)
}

// Address is whom it is for; "" is the program itself.
func Address(ctx context.Context) string {
	address, _ := ctx.Value(addressKey{}).(string)
	return address
}

// Holding notes that what is done under the context holds a turn that all share: it waits in no line of its address's,
// in which all others would wait with it.
func Holding(ctx context.Context) context.Context { return context.WithValue(ctx, holdingKey{}, true) }

// Turns let each address, or whatever else is told apart, have so many at once; its others wait in the order in which they came.
type Turns struct {
	each int64
	most int
	mu   sync.Mutex
	of   map[string]*turn
}

// New makes turns. Of each, most have one or wait for one, 0 for no bound.
func New(each int64, most int) *Turns { return &Turns{each: each, most: most, of: map[string]*turn{}} }

type turn struct {
	*semaphore.Weighted
	held int // by those that have a turn or wait for one
}

// Take waits for a turn of the context's address, unless that is Holding; leave gives it back. The error is a *CrowdError
// or ctx's.
func (t *Turns) Take(ctx context.Context) (leave func(), err error) {
	if ctx.Value(holdingKey{}) != nil {
		return func() {}, nil
	}
	return t.TakeOf(ctx, Address(ctx))
}

// TakeOf waits for a turn of something else, as Take does.
func (t *Turns) TakeOf(ctx context.Context, whose string) (leave func(), err error) {
	t.mu.Lock()
	one := t.of[whose]
	if one == nil {
		one = &turn{Weighted: semaphore.NewWeighted(t.each)}
		t.of[whose] = one
	}
	if t.most > 0 && one.held >= t.most {
		t.mu.Unlock()
		return nil, &CrowdError{t.most}
	}
	one.held++
	t.mu.Unlock()
	forget := func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if one.held--; one.held == 0 {
			delete(t.of, whose)
		}
	}
	if err := one.Acquire(ctx, 1); err != nil {
		forget()
		return nil, err
	}
	return func() { one.Release(1); forget() }, nil
}
