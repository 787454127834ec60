package cache

import (
	"errors"
	"strings"
	"sync"
	"testing"
)

// words is a cache of strings that weighs their letters.
func words(limit int) *Cache[string, string] {
	return New[string](limit, func(s string) int { return len(s) })
}

func has(c *Cache[string, string]) string {
	var out []string
	for e := c.order.Front(); e != nil; e = e.Next() {
		out = append(out, e.Value.(entry[string, string]).key)
	}
	return strings.Join(out, "")
}

// TestKept: what was asked for longest ago goes first, and what is heavy takes the place of several.
func TestKept(t *testing.T) {
	c := words(10)
	for _, key := range []string{"a", "b", "c"} {
		c.Keep(key, strings.Repeat(key, 3))
	}
	if v, ok := c.Find("a"); !ok || v != "aaa" {
		t.Errorf("%q, %v", v, ok)
	}
	c.Keep("d", "dddddd")
	if has(c) != "ad" || c.weight != 9 {
		t.Errorf("%s of weight %d are kept", has(c), c.weight)
	}
	if v := c.Keep("e", strings.Repeat("e", 11)); len(v) != 11 || has(c) != "ad" {
		t.Errorf("one that is too heavy: %q, beside %s", v, has(c))
	}
	if v := c.Keep("a", "another"); v != "aaa" || c.weight != 9 {
		t.Errorf("a second one under a key: %q", v)
	}
	c.Forget(func(key string) bool { return key == "d" })
	if has(c) != "a" || c.weight != 3 {
		t.Errorf("%s of weight %d", has(c), c.weight)
	}
	c.Clear()
	if has(c) != "" || c.weight != 0 {
		t.Errorf("%s of weight %d", has(c), c.weight)
	}
}

// TestMade: a value is made once; what could not be made is tried again.
func TestMade(t *testing.T) {
	c := New[string](2, Each[int])
	made := 0
	create := func() (int, error) { made++; return made, nil }
	if _, err := c.Get("a", func() (int, error) { return 0, errors.New("no") }); err == nil {
		t.Error("the error is gone")
	}
	for range 2 {
		if v, err := c.Get("a", create); v != 1 || err != nil {
			t.Errorf("%d, %v", v, err)
		}
	}
	for _, key := range []string{"b", "c"} {
		if _, err := c.Get(key, create); err != nil {
			t.Error(err)
		}
	}
	if _, ok := c.Find("a"); ok || made != 3 {
		t.Errorf("three of two are kept, %d were made", made)
	}
}

// TestForgottenWhileMade: what was to be forgotten while it was made is not kept.
func TestForgottenWhileMade(t *testing.T) {
	c := words(9)
	v, err := c.Get("a", func() (string, error) {
		c.Forget(func(key string) bool { return key == "a" })
		return "late", nil
	})
	if _, ok := c.Find("a"); v != "late" || err != nil || ok {
		t.Errorf("%q, %v; kept: %v", v, err, ok)
	}
	v, err = c.Get("b", func() (string, error) {
		c.Forget(func(key string) bool { return key == "a" })
		return "kept", nil
	})
	if _, ok := c.Find("b"); v != "kept" || err != nil || !ok || len(c.making) != 0 {
		t.Errorf("another key's: %q, %v; kept: %v, %d in the making", v, err, ok, len(c.making))
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = c.Get("d", func() (string, error) { panic("no") })
	}()
	if len(c.making) != 0 {
		t.Error("what panicked is in the making for ever")
	}
}

// TestCrowd is for the race detector: what is kept stays within the limit.
func TestCrowd(t *testing.T) {
	c := New[int](3, Each[int])
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for n := range 200 {
				_, _ = c.Get((n*g)%7, func() (int, error) { return n, nil })
				if n%50 == 0 {
					c.Forget(func(key int) bool { return key == g })
				}
			}
		})
	}
	all.Wait()
	if c.weight != len(c.held) || c.weight != c.order.Len() || c.weight > 3 || len(c.making) != 0 {
		t.Errorf("a weight of %d, %d under keys, %d in order, %d in the making", c.weight, len(c.held), c.order.Len(), len(c.making))
	}
	c.Clear()
	if c.weight != 0 {
		t.Errorf("a weight of %d is left", c.weight)
	}
}
