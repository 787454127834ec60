package studio

import (
	"context"
	"errors"
	"sync"
	"time"

	"uncodec/inference"
	"uncodec/store"
)

// pollEvery is for a nudge that was missed.
const pollEvery = 2 * time.Second

// Run works through the queue until ctx ends; a job under way is then put back.
// Jobs that a crash interrupted come first. One job runs at a time, on every thread. Without models none is
// done.
func (s *Studio) Run(ctx context.Context) error {
	if err := s.takeUp(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // asked to end before it began: the next start does it
		}
		return err
	}
	var aside sync.WaitGroup
	defer aside.Wait()
	aside.Go(func() { s.expire(ctx) })
	aside.Go(func() { s.runExhibition(ctx) })
	if len(s.Models) == 0 { // what waits goes on waiting, for a start that finds them
		return nil
	}
	aside.Go(func() { s.runExperiments(ctx, store.KindSweep) })
	aside.Go(func() { s.runExperiments(ctx, store.KindEvaluation) })
	aside.Go(func() { s.runBatches(ctx) })
	s.workThrough(ctx, s.jobs.wake, func() error {
		job, err := s.Store.ClaimRestoration(ctx)
		if err == nil {
			s.work(ctx, job)
		}
		return err
	})
	return nil
}

// takeUp puts what ran when the program ended back into the queue, or ends it.
func (s *Studio) takeUp(ctx context.Context) error {
	requeued, failed, err := s.Store.RequeueRunning(ctx)
	if err != nil {
		return err
	}
	files, err := s.Store.FailStuckBatchFiles(ctx)
	if err != nil {
		return err
	}
	if requeued+failed+files > 0 {
		s.Log.Info("work found interrupted", "requeued", requeued, "failed", failed, "files of batches failed", files)
	}
	return nil
}

// workThrough does what waits, one thing after the other, until ctx ends. next claims
// and does one, or answers store.ErrNotFound; wake says that something may be waiting.
func (s *Studio) workThrough(ctx context.Context, wake <-chan struct{}, next func() error) {
	for ctx.Err() == nil {
		err := next()
		if err == nil {
			continue
		}
		if !errors.Is(err, store.ErrNotFound) && ctx.Err() == nil {
			s.Log.Error("claim work", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-wake:
		case <-time.After(pollEvery):
		}
	}
}

// work runs one job to its end, whatever that is.
func (s *Studio) work(ctx context.Context, job store.Restoration) {
	its, stop := context.WithCancel(ctx)
	defer stop()
	s.jobs.mu.Lock()
	s.jobs.stop[job.ID] = stop
	s.jobs.mu.Unlock()
	defer func() {
		s.jobs.mu.Lock()
		delete(s.jobs.stop, job.ID)
		delete(s.jobs.latest, job.ID) // of a job whose end could not be written
		s.jobs.mu.Unlock()
		// A large picture's memory goes back to the system now and not minutes later.
		inference.FreeMemory()
	}()

	begun := time.Now()
	var outcome store.Outcome
	var kept bool // the result's file, without a row
	end, err := s.finish(ctx, its, task{
		kind: "restoration", id: job.ID,
		do: func(ctx context.Context) (err error) {
			outcome, err = s.attempt(ctx, job)
			return err
		},
		keep: func(ctx context.Context, end ending) error {
			switch end.state {
			case store.Done:
				err := s.Store.FinishRestoration(ctx, job.ID, outcome)
				kept = errors.Is(err, store.ErrBusy) || errors.Is(err, store.ErrReadOnly)
				if err == nil && outcome.Measures == nil {
					s.measureLate(ctx, job.ImageID, job.Owner)
				}
				return err
			case store.Queued:
				return s.Store.RequeueRestoration(ctx, job.ID)
			}
			return s.Store.FailRestoration(ctx, job.ID, end.reason)
		},
	})
	if kept {
		if err := s.Store.Forgo(context.WithoutCancel(ctx), outcome.ResultHash); err != nil { // it is swept later
			s.Log.Error("remove a result", "id", shortID(job.ID), "error", err)
		}
	}
	if err != nil {
		return
	}
	news := Event{ID: job.ID, State: end.state, Error: end.reason}
	if end.state == store.Done {
		news.Done, news.Total = outcome.Steps, outcome.Steps
	}
	if news.Ended() {
		s.Ended(job.Model, news.State, time.Since(begun))
	}
	s.jobs.publish(news) // the last: progress that is still on its way finds the job no longer at work
	s.feed()
	end.rest(ctx)
}
