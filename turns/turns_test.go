package turns

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

// TestTurns: an address has so many turns at once, another's are its own, and who leaves the line is forgotten.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := New(2, 3)
		one := From(t.Context(), "one")
		take := func(ctx context.Context) func() {
			leave, err := all.Take(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return leave
		}
		leave := take(one)
		take(one)
		take(From(t.Context(), "two"))()
		gone, stop := context.WithCancel(one)
		stop()
		if _, err := all.Take(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("who left waits: %v", err)
		}
		third := make(chan func())
		go func() { third <- take(one) }()
		synctest.Wait()
		select {
		case <-third:
			t.Fatal("a third has a turn beside two")
		default:
		}
		if _, err := all.Take(one); !errors.As(err, new(*CrowdError)) {
			t.Errorf("one too many waits: %v", err)
		}
		leave()
		(<-third)()
		if len(all.of) != 1 || all.of["one"].held != 1 {
			t.Errorf("%v are held", all.of)
		}
	})
}
