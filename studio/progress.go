package studio

import (
	"context"
	"errors"
	"time"

	"uncodec/store"
)

// progressEvery is the time between writes of a job's progress to the store.
const progressEvery = 500 * time.Millisecond

// reporter makes a job's Progress and Phase: each tile is news for watchers, the
// store hears of it now and then, and tells if the job was cancelled meanwhile.
func (s *Studio) reporter(ctx context.Context, id string, stop func()) (func(done, total int), func(string)) {
	begun, written := time.Now(), time.Now()
	var last Event
	tell := make(chan Event) // progress comes from several goroutines
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-tell:
				e.ID, e.State = id, store.Running
				if e.Phase != "" { // one without steps stands where the one before came to
					begun, e.Done, e.Total = time.Now(), last.Done, last.Total
				} else if e.Done < last.Done && e.Total == last.Total {
					continue // another goroutine was quicker
				} else {
					e.Phase = last.Phase
					e.SecondsLeft = time.Since(begun).Seconds() / float64(e.Done) * float64(e.Total-e.Done)
				}
				last = e
				s.jobs.publish(e)
				if e.Done > 0 && time.Since(written) > progressEvery {
					written = time.Now()
					if err := s.Store.SetProgress(ctx, id, e.Done, e.Total); errors.Is(err, store.ErrConflict) {
						stop()
					}
				}
			}
		}
	}()
	send := func(e Event) {
		select {
		case tell <- e:
		case <-ctx.Done():
		}
	}
	return func(done, total int) { send(Event{Done: done, Total: total}) },
		func(name string) { send(Event{Phase: name}) }
}
