// Package cache keeps in memory what was asked for last.
package cache

import (
	"container/list"
	"context"
	"sync"

	"uncodec/turns"
)

// Cache keeps values under keys, those that were asked for last, as far as their weights
// together stay within a limit. Any number of goroutines may use it.
type Cache[K comparable, V any] struct {
	limit int
	weigh func(V) int

	mu     sync.Mutex
	held   map[K]*list.Element
	order  *list.List // of entries, the one asked for longest ago first
	weight int
	making map[*making[K]]struct{}
}

// making is a value that is being made.
type making[K comparable] struct {
	key       K
	forgotten bool // meanwhile
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// New makes a cache.
func New[K comparable, V any](limit int, weigh func(V) int) *Cache[K, V] {
	return &Cache[K, V]{limit: limit, weigh: weigh, held: map[K]*list.Element{}, order: list.New(), making: map[*making[K]]struct{}{}}
}

// Each weighs values that are only to be counted.
func Each[V any](V) int { return 1 }

// Find is the value under a key, if it is kept.
func (c *Cache[K, V]) Find(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.find(key)
}

// GetInTurn finds a value, or makes and keeps it when one of the turns, which all share, is free; the wait for that ends
// with ctx. create has ctx as one that is turns.Holding.
func (c *Cache[K, V]) GetInTurn(ctx context.Context, shared *turns.Room, key K, create func(context.Context) (V, error)) (V, error) {
	if found, ok := c.Find(key); ok {
		return found, nil
	}
	leave, err := shared.Take(ctx)
	if err != nil {
		return *new(V), err
	}
	defer leave()
	return c.Get(key, func() (V, error) { return create(turns.Holding(ctx)) }) // somebody else may have made it meanwhile
}

// Get finds a value, or makes and keeps it; what is forgotten while it is made is let go.
func (c *Cache[K, V]) Get(key K, create func() (V, error)) (V, error) {
	if found, ok := c.Find(key); ok {
		return found, nil
	}
	now := c.begin(key)
	defer c.end(now) // create may panic
	made, err := create()
	if err != nil {
		return made, err
	}
	return c.keep(key, made, now), nil
}

func (c *Cache[K, V]) begin(key K) *making[K] {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := &making[K]{key: key}
	c.making[now] = struct{}{}
	return now
}

func (c *Cache[K, V]) end(now *making[K]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.making, now)
}

// Keep keeps a value, unless it alone weighs more than the limit, and lets the oldest ones go. Where there is one under
// its key already that one stays, and is returned.
func (c *Cache[K, V]) Keep(key K, value V) V { return c.keep(key, value, &making[K]{}) }

func (c *Cache[K, V]) keep(key K, value V, made *making[K]) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	if made.forgotten {
		return value
	}
	if earlier, ok := c.find(key); ok {
		return earlier
	}
	if c.weigh(value) > c.limit {
		return value
	}
	c.held[key] = c.order.PushBack(entry[K, V]{key, value})
	c.weight += c.weigh(value)
	for c.weight > c.limit {
		c.remove(c.order.Front())
	}
	return value
}

// Forget lets go of all values whose keys are so, those that are being made included.
func (c *Cache[K, V]) Forget(so func(K) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, e := range c.held {
		if so(key) {
			c.remove(e)
		}
	}
	for made := range c.making {
		made.forgotten = made.forgotten || so(made.key)
	}
}

// Clear lets go of all values.
func (c *Cache[K, V]) Clear() { c.Forget(func(K) bool { return true }) }

// find makes a value the latest. The lock is the caller's.
func (c *Cache[K, V]) find(key K) (value V, ok bool) {
	e, ok := c.held[key]
	if !ok {
		return value, false
	}
	c.order.MoveToBack(e)
	return e.Value.(entry[K, V]).value, true
}

// remove takes a value out. The lock is the caller's.
func (c *Cache[K, V]) remove(e *list.Element) {
	out := c.order.Remove(e).(entry[K, V])
	delete(c.held, out.key)
	c.weight -= c.weigh(out.value)
}
