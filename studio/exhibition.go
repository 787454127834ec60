package studio

import (
	"context"
	"errors"
	"time"

	"uncodec/inference"
	"uncodec/store"
)

// Exhibition is every sample as it is shown before anybody chooses, as far as that is
// made; nil stands for what is not. What is missing is made by and by, while no
// visitor's picture is being worked on.
func (s *Studio) Exhibition() []*Exhibit {
	all, missing := make([]*Exhibit, len(s.samples)), false
	for n, sample := range s.samples {
		found, err := s.FindExhibit(s.FirstDemo(sample))
		all[n], missing = found, missing || err != nil
	}
	if missing {
		nudge(s.exhibits.wake)
	}
	return all
}

// runExhibition makes what Exhibition lacks until ctx ends. What cannot be made is tried once; a full
// queue, or a server that is busy or away, says nothing against a sample.
func (s *Studio) runExhibition(ctx context.Context) {
	failed := map[string]bool{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.exhibits.wake:
		}
		for _, sample := range s.samples {
			if failed[sample.Name] || !s.untilQuiet(ctx) {
				continue
			}
			_, err := s.Exhibit(ctx, s.FirstDemo(sample))
			if err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrQueueFull) && !awayForNow(err) {
				s.Log.Error("exhibit", "sample", sample.Name, "error", err)
				failed[sample.Name] = true
			}
		}
		inference.FreeMemory()
	}
}

// lookEvery is the time between looks at whether visitors' work is over.
const lookEvery = 200 * time.Millisecond

// untilQuiet waits until no restoration and no sweep runs; false says that ctx ended.
func (s *Studio) untilQuiet(ctx context.Context) bool {
	for s.atWork() && wait(ctx, lookEvery) {
	}
	return ctx.Err() == nil
}

func (s *Studio) atWork() bool {
	s.jobs.mu.Lock()
	restoring := len(s.jobs.stop)
	s.jobs.mu.Unlock()
	s.experiments.mu.Lock()
	defer s.experiments.mu.Unlock()
	return restoring+len(s.experiments.stop) > 0
}
