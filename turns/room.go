package turns

import (
	"context"

	"golang.org/x/sync/semaphore"
)

// Room is turns that all addresses share, of which one never has more than some. Who has one takes no other of the same
// room: where all do that, nobody goes on.
type Room struct {
	all  *semaphore.Weighted
	each *Turns
}

// NewRoom makes so many turns, and of those so many for each address.
func NewRoom(all, each int64) *Room { return &Room{semaphore.NewWeighted(all), New(each, 0)} }

// Take waits for one of the context's address's turns and then for one of all; leave gives both back. The error is ctx's.
func (r *Room) Take(ctx context.Context) (leave func(), err error) {
	next, err := r.each.Take(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.all.Acquire(ctx, 1); err != nil {
		next()
		return nil, err
	}
	return func() { r.all.Release(1); next() }, nil
}
