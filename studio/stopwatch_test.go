package studio

import (
	"testing"
	"time"

	"uncodec/store"
)

// TestStopwatch: what is left follows from what the cells took, the first of each round by itself.
func TestStopwatch(t *testing.T) {
	begun := time.Now()
	w := &stopwatch{round: 3, last: begun}
	now := begun
	for n, cell := range []struct{ took, left time.Duration }{
		{10, 0}, {2, 16}, // of two rounds: 2, then 10 + 2 + 2
		{4, 16}, {10, 6}, {3, 3}, {3, 0},
	} {
		now = now.Add(cell.took * time.Second)
		w.lap(now)
		if got := w.left(2, now); got != cell.left*time.Second {
			t.Errorf("after %d cells %v are left, should be %v", n+1, got, cell.left*time.Second)
		}
		if n != 1 {
			continue
		}
		for later, want := range map[time.Duration]time.Duration{1: 15, 2: 14, 60: 14} { // a slow cell holds no other up
			if got := w.left(2, now.Add(later*time.Second)); got != want*time.Second {
				t.Errorf("%v s later %v are left, should be %v s", int(later), got, int(want))
			}
		}
	}
	w = &stopwatch{round: 1, last: begun}
	w.lap(begun.Add(5 * time.Second))
	if got := w.left(4, begun.Add(5*time.Second)); got != 0 {
		t.Errorf("one cell says that %v are left", got)
	}
	w.lap(begun.Add(9 * time.Second))
	if got := w.left(4, begun.Add(9*time.Second)); got != 9*time.Second {
		t.Errorf("two rounds say that %v are left", got)
	}
	if got := w.left(1, begun.Add(9*time.Second)); got != 0 { // pictures are gone
		t.Errorf("of fewer rounds than are done %v are left", got)
	}
}

// TestStopwatchOfAttempt: what was interrupted is timed anew, and what waits or ended has no time left.
func TestStopwatchOfAttempt(t *testing.T) {
	s := newStudio(t, t.TempDir())
	e := store.Experiment{
		ID: "e", Kind: store.KindEvaluation, State: store.Running,
		Grid: []byte(`{"pictures":[{"name":"a"},{"name":"b","missing":true}],"settings":["jpeg:10","jpeg:20","jpeg:30"]}`),
		Rows: []byte(`[{"images":1},{"images":1}]`), // of the attempt before
	}
	if got := s.ExperimentSecondsLeft(e); got != 0 {
		t.Errorf("%g s are left of what nobody works on", got)
	}
	w := newStopwatch(e)
	s.experiments.watch[e.ID] = w
	s.experiments.lap(e.ID)
	if got := s.ExperimentSecondsLeft(e); got != 0 {
		t.Errorf("%g s are left after one cell of this attempt", got)
	}
	w.firsts, w.last = []time.Duration{time.Minute}, time.Now().Add(-40*time.Second)
	s.experiments.lap(e.ID)
	if got := s.ExperimentSecondsLeft(e); got < 35 || got > 41 {
		t.Errorf("%g s are left, of one cell of 40 s", got)
	}
	e.State = store.Queued
	if got := s.ExperimentSecondsLeft(e); got != 0 {
		t.Errorf("%g s are left of what waits", got)
	}
}
