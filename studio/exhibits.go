package studio

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"

	"uncodec/cache"
	"uncodec/store"
	"uncodec/turns"
)

const (
	exhibitBytes    = 64 << 20 // of pictures kept, as PNG
	exhibitsWaiting = 8        // that are being made or wait for it
	keptScenes      = 2        // with their features: 25 MiB each for the models that ship
)

// exhibits keeps the exhibits that were asked for last. They are made one at a time, so
// that kiosks leave room for the pictures of visitors.
type exhibits struct {
	wake   chan struct{} // the loop lacks some
	turn   *semaphore.Weighted
	scenes *cache.Cache[sceneKey, *scene] // who has the turn uses one
	kept   *cache.Cache[Demo, *Exhibit]

	mu      sync.Mutex
	makings map[Demo]*making
}

// making is an exhibit on its way, for all who wait for it.
type making struct {
	waiting int
	stop    context.CancelFunc
	done    chan struct{} // closed when these are set:
	exhibit *Exhibit
	err     error
}

// maker makes an exhibit; it is called by one at a time.
type maker func(context.Context) (*Exhibit, error)

func newExhibits() *exhibits {
	return &exhibits{
		wake: make(chan struct{}, 1), turn: semaphore.NewWeighted(1), makings: map[Demo]*making{},
		scenes: cache.New[sceneKey](keptScenes, cache.Each[*scene]),
		kept:   cache.New[Demo](exhibitBytes, (*Exhibit).bytes),
	}
}

// get finds an exhibit, or waits for its making, which begins unless it is under way.
// Who leaves last ends it, and waits for that: nothing runs on behalf of nobody.
func (c *exhibits) get(ctx context.Context, d Demo, create maker) (*Exhibit, error) {
	found, m, err := c.join(ctx, d, create)
	if m == nil {
		return found, err
	}
	select {
	case <-m.done:
		return m.exhibit, m.err
	case <-ctx.Done():
		if c.leave(d, m) {
			m.stop()
			<-m.done
		}
		return nil, ctx.Err()
	}
}

// join counts the asker in, unless the exhibit is there or there is no room to wait.
func (c *exhibits) join(ctx context.Context, d Demo, create maker) (*Exhibit, *making, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if found, ok := c.kept.Find(d); ok {
		return found, nil, nil
	}
	m := c.makings[d]
	if m == nil {
		if len(c.makings) >= exhibitsWaiting {
			return nil, nil, store.ErrQueueFull
		}
		m = &making{done: make(chan struct{})}
		ctx, m.stop = context.WithCancel(context.WithoutCancel(ctx)) // others may come, and the first one go
		c.makings[d] = m
		go c.work(ctx, d, m, create)
	}
	m.waiting++
	return nil, m, nil
}

// leave counts an asker out, and tells whether it was the last.
func (c *exhibits) leave(d Demo, m *making) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	m.waiting--
	if m.waiting == 0 && c.makings[d] == m {
		delete(c.makings, d) // who comes now begins anew
	}
	return m.waiting == 0
}

// work waits for the turn, makes an exhibit and keeps it.
func (c *exhibits) work(ctx context.Context, d Demo, m *making, create maker) {
	defer m.stop()
	if m.err = c.turn.Acquire(ctx, 1); m.err == nil {
		m.exhibit, m.err = create(turns.Holding(ctx))
		c.turn.Release(1)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if m.err == nil { // it may have been made twice, where an earlier making lost its last asker
		m.exhibit = c.kept.Keep(d, m.exhibit)
	}
	if c.makings[d] == m {
		delete(c.makings, d)
	}
	close(m.done)
}
