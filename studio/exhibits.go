package studio

import (
	"context"
	"slices"
	"sync"

	"uncodec/store"
)

const (
	exhibitBytes    = 64 << 20 // of pictures kept, as PNG
	exhibitsWaiting = 8        // that are being made or wait for it
	keptScenes      = 2        // with their features: 25 MiB each for the models that ship
)

// exhibits keeps the exhibits that were asked for last. They are made one at a time, so
// that kiosks leave room for the pictures of visitors.
type exhibits struct {
	wake chan struct{} // the loop lacks some
	turn chan struct{}
	// scenes belong to who has the turn; the one asked for longest ago comes first.
	scenes []*scene

	mu      sync.Mutex
	held    []keptExhibit // the one asked for longest ago first
	size    int
	makings map[Demo]*making
}

type keptExhibit struct {
	demo    Demo
	exhibit *Exhibit
}

func (k keptExhibit) bytes() int { return len(k.exhibit.Damaged) + len(k.exhibit.Restored) }

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
	return &exhibits{wake: make(chan struct{}, 1), turn: make(chan struct{}, 1), makings: map[Demo]*making{}}
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
	if found := c.touch(d); found != nil {
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
	select {
	case c.turn <- struct{}{}:
		m.exhibit, m.err = create(ctx)
		<-c.turn
	case <-ctx.Done():
		m.err = ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if m.err == nil {
		c.keep(keptExhibit{d, m.exhibit})
	}
	if c.makings[d] == m {
		delete(c.makings, d)
	}
	close(m.done)
}

func (c *exhibits) find(d Demo) *Exhibit {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.touch(d)
}

// touch finds an exhibit, which is now the latest. c.mu is held.
func (c *exhibits) touch(d Demo) *Exhibit {
	n := slices.IndexFunc(c.held, func(k keptExhibit) bool { return k.demo == d })
	if n < 0 {
		return nil
	}
	k := c.held[n]
	c.held = append(slices.Delete(c.held, n, n+1), k)
	return k.exhibit
}

// keep adds an exhibit and lets the oldest go. c.mu is held.
func (c *exhibits) keep(k keptExhibit) {
	if c.touch(k.demo) != nil {
		return // made anew while an earlier making had lost its last asker
	}
	c.held = append(c.held, k)
	c.size += k.bytes()
	for c.size > exhibitBytes {
		c.size -= c.held[0].bytes()
		c.held = slices.Delete(c.held, 0, 1)
	}
}

// scene finds a Demo's scene or sets it, and frees the oldest. The caller has the turn.
func (c *exhibits) scene(d Demo, set func() (*scene, error)) (*scene, error) {
	n := slices.IndexFunc(c.scenes, func(s *scene) bool { return s.sample == d.Sample && s.setting == d.Setting })
	if n >= 0 {
		found := c.scenes[n]
		c.scenes = append(slices.Delete(c.scenes, n, n+1), found)
		return found, nil
	}
	made, err := set()
	if err != nil {
		return nil, err
	}
	if c.scenes = append(c.scenes, made); len(c.scenes) > keptScenes {
		c.scenes[0].close()
		c.scenes = slices.Delete(c.scenes, 0, 1)
	}
	return made, nil
}

// clear frees the features that are kept. Nobody may be making an exhibit.
func (c *exhibits) clear() {
	for _, s := range c.scenes {
		s.close()
	}
	c.scenes = nil
}
