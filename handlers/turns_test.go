package handlers

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

// TestTurns: an address has so many turns at once, another's are its own, and who leaves the line is forgotten.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := newTurns(2)
		leave := must(all.take(t.Context(), "one"))(t)
		must(all.take(t.Context(), "one"))(t)
		must(all.take(t.Context(), "two"))(t)()
		third := make(chan func())
		go func() { third <- must(all.take(t.Context(), "one"))(t) }()
		synctest.Wait()
		select {
		case <-third:
			t.Fatal("a third has a turn beside two")
		default:
		}
		gone, stop := context.WithCancel(t.Context())
		stop()
		if _, err := all.take(gone, "one"); !errors.Is(err, context.Canceled) {
			t.Errorf("who left waits: %v", err)
		}
		leave()
		(<-third)()
		if len(all.of) != 1 || all.of["one"].held != 1 {
			t.Errorf("%v are held", all.of)
		}
	})
}

// TestRung: a picture is shown at one of a few sides, never beyond what was asked for, and as it is where it is smaller.
func TestRung(t *testing.T) {
	for limit, want := range map[int]int{0: 0, 16: 16, 31: 16, 32: 32, 479: 320, 480: 480, 999: 768, 1000: 0, 20000: 0} {
		if got := rung(limit, 1000); got != want {
			t.Errorf("within %d: %d, not %d", limit, got, want)
		}
	}
	if got := rung(20000, 30000); got != rungs[len(rungs)-1] {
		t.Errorf("a huge one: %d", got)
	}
}
