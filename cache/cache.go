// Package cache keeps in memory what was asked for last.
package cache

import (
	"container/list"
	"context"
	"sync"

	"golang.org/x/sync/semaphore"
)

// Cache keeps values under keys, those that were asked for last, as far as their weights
// together stay within a limit. Any number of goroutines may use it.
type Cache[K comparable, V any] struct {
	limit int
	weigh func(V) int
	free  func(V)

	mu     sync.Mutex
	held   map[K]*list.Element
	order  *list.List // of entries, the one asked for longest ago first
	weight int
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// New makes a cache. free is told of every value that the cache lets go of, so that what it
// holds besides memory of Go's can be freed; nil for nothing.
func New[K comparable, V any](limit int, weigh func(V) int, free func(V)) *Cache[K, V] {
	return &Cache[K, V]{limit: limit, weigh: weigh, free: free, held: map[K]*list.Element{}, order: list.New()}
}

// Each weighs values that are only to be counted.
func Each[V any](V) int { return 1 }

// Find is the value under a key, if it is kept.
func (c *Cache[K, V]) Find(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.find(key)
}

// GetInTurn finds a value, or makes and keeps it when one of the turns is free; the wait for
// that ends with ctx.
func (c *Cache[K, V]) GetInTurn(ctx context.Context, turns *semaphore.Weighted, key K, create func() (V, error)) (V, error) {
	if found, ok := c.Find(key); ok {
		return found, nil
	}
	if err := turns.Acquire(ctx, 1); err != nil {
		return *new(V), err
	}
	defer turns.Release(1)
	return c.Get(key, create) // somebody else may have made it meanwhile
}

// Get finds a value, or makes and keeps it.
func (c *Cache[K, V]) Get(key K, create func() (V, error)) (V, error) {
	if found, ok := c.Find(key); ok {
		return found, nil
	}
	made, err := create()
	if err != nil {
		return made, err
	}
	return c.Keep(key, made), nil
}

// Keep keeps a value, unless it alone weighs more than the limit, and lets the oldest ones
// go. Where there is one under its key already that one stays; it is returned, and the other
// let go.
func (c *Cache[K, V]) Keep(key K, value V) V {
	c.mu.Lock()
	if earlier, ok := c.find(key); ok {
		c.mu.Unlock()
		c.letGo(value)
		return earlier
	}
	if c.weigh(value) > c.limit {
		c.mu.Unlock()
		return value
	}
	c.held[key] = c.order.PushBack(entry[K, V]{key, value})
	c.weight += c.weigh(value)
	var gone []V
	for c.weight > c.limit {
		gone = append(gone, c.remove(c.order.Front()))
	}
	c.mu.Unlock()
	c.letGo(gone...)
	return value
}

// Forget lets go of all values whose keys are so.
func (c *Cache[K, V]) Forget(so func(K) bool) {
	c.mu.Lock()
	var gone []V
	for key, e := range c.held {
		if so(key) {
			gone = append(gone, c.remove(e))
		}
	}
	c.mu.Unlock()
	c.letGo(gone...)
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
func (c *Cache[K, V]) remove(e *list.Element) V {
	out := c.order.Remove(e).(entry[K, V])
	delete(c.held, out.key)
	c.weight -= c.weigh(out.value)
	return out.value
}

// letGo may wait for those who use a value: nobody else has to wait with it.
func (c *Cache[K, V]) letGo(gone ...V) {
	if c.free == nil {
		return
	}
	for _, value := range gone {
		c.free(value)
	}
}
