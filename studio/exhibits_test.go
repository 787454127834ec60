package studio

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"uncodec/store"
)

var demo = Demo{"retriever", "jpeg:10", Auto}

// TestExhibitShared: many who ask for the same at once get one making, and it is kept.
func TestExhibitShared(t *testing.T) {
	c := newExhibits()
	var made atomic.Int32
	open := make(chan struct{})
	create := func(context.Context) (*Exhibit, error) {
		made.Add(1)
		<-open
		return &Exhibit{Damaged: make([]byte, 10)}, nil
	}
	var group sync.WaitGroup
	answers := make(chan *Exhibit, 20)
	for range cap(answers) {
		group.Go(func() {
			e, err := c.get(t.Context(), demo, create)
			if err != nil {
				t.Error(err)
			}
			answers <- e
		})
	}
	for c.asking(demo) < cap(answers) {
		time.Sleep(time.Millisecond)
	}
	close(open)
	group.Wait()
	first := <-answers
	for range cap(answers) - 1 {
		if e := <-answers; e != first {
			t.Error("somebody got another exhibit")
		}
	}
	if again, err := c.get(t.Context(), demo, create); made.Load() != 1 || again != first || err != nil {
		t.Errorf("it was made %d times; %v", made.Load(), err)
	}
}

func (c *exhibits) asking(d Demo) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m := c.makings[d]; m != nil {
		return m.waiting
	}
	return 0
}

// TestExhibitLeft: a making goes on while one is left who waits, and ends with the last.
func TestExhibitLeft(t *testing.T) {
	c := newExhibits()
	begun, ended := make(chan struct{}), false
	create := func(ctx context.Context) (*Exhibit, error) {
		close(begun)
		<-ctx.Done()
		ended = true
		return nil, ctx.Err()
	}
	first, leave := context.WithCancel(t.Context())
	second, leaveToo := context.WithCancel(t.Context())
	gone := make(chan error, 2)
	go func() { _, err := c.get(first, demo, create); gone <- err }()
	<-begun
	go func() { _, err := c.get(second, demo, create); gone <- err }()
	for c.asking(demo) < 2 {
		time.Sleep(time.Millisecond)
	}
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) || c.asking(demo) != 1 {
		t.Errorf("%v, and %d are left", err, c.asking(demo))
	}
	leaveToo()
	if err := <-gone; !errors.Is(err, context.Canceled) || !ended {
		t.Errorf("%v; the making has ended: %v", err, ended)
	}
}

// TestExhibitsBounded: what is kept and who may wait have an end.
func TestExhibitsBounded(t *testing.T) {
	c := newExhibits()
	large := func(context.Context) (*Exhibit, error) { return &Exhibit{Damaged: make([]byte, exhibitBytes/4)}, nil }
	for _, belief := range []string{"1", "2", "3", "4", "5"} {
		if _, err := c.get(t.Context(), Demo{Belief: belief}, large); err != nil {
			t.Fatal(err)
		}
		c.kept.Find(Demo{Belief: "1"}) // looked at again and again
	}
	for belief, want := range map[string]bool{"1": true, "2": false, "3": true, "4": true, "5": true} {
		if _, kept := c.kept.Find(Demo{Belief: belief}); kept != want {
			t.Errorf("%s is kept: %v", belief, kept)
		}
	}

	ctx, leave := context.WithCancel(t.Context())
	var group sync.WaitGroup
	for n := range exhibitsWaiting {
		d := Demo{Sample: string(rune('a' + n))}
		group.Go(func() {
			c.get(ctx, d, func(ctx context.Context) (*Exhibit, error) { <-ctx.Done(); return nil, ctx.Err() })
		})
		for c.asking(d) == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	if _, err := c.get(t.Context(), demo, large); !errors.Is(err, store.ErrQueueFull) {
		t.Errorf("one too many: %v", err)
	}
	leave()
	group.Wait()
	if _, err := c.get(t.Context(), demo, large); err != nil {
		t.Errorf("when they are gone: %v", err)
	}
}
