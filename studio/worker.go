package studio

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"runtime/debug"
	"time"

	"uncodec/codec"
	"uncodec/quality"
	"uncodec/store"
)

const (
	sweepEvery = time.Minute
	pollEvery  = 2 * time.Second // in case a nudge was missed
)

// Run works through the queue until ctx ends; a job under way is then put back.
// Jobs that a crash interrupted come first. One job runs at a time, on every thread.
func (s *Studio) Run(ctx context.Context) error {
	requeued, failed, err := s.Store.RequeueRunning(ctx)
	if err != nil {
		return err
	}
	if requeued+failed > 0 {
		s.Log.Info("jobs found interrupted", "requeued", requeued, "failed", failed)
	}
	swept := time.Time{}
	for ctx.Err() == nil {
		if time.Since(swept) > sweepEvery {
			swept = time.Now()
			if _, err := s.Store.Sweep(ctx, swept); err != nil && ctx.Err() == nil {
				s.Log.Error("sweep", "error", err)
			}
		}
		job, err := s.Store.ClaimRestoration(ctx)
		switch {
		case err == nil:
			s.work(ctx, job)
			continue
		case !errors.Is(err, store.ErrNotFound) && ctx.Err() == nil:
			s.Log.Error("claim a job", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-s.jobs.wake:
		case <-time.After(pollEvery):
		}
	}
	return nil
}

// work runs one job to its end, whatever that is.
func (s *Studio) work(ctx context.Context, job store.Restoration) {
	jobCtx, stop := context.WithCancel(ctx)
	defer stop()
	s.jobs.mu.Lock()
	s.jobs.stop[job.ID] = stop
	s.jobs.mu.Unlock()
	defer func() {
		s.jobs.mu.Lock()
		delete(s.jobs.stop, job.ID)
		s.jobs.mu.Unlock()
		// A large picture's memory goes back to the system now and not minutes later.
		debug.FreeOSMemory()
	}()

	outcome, err := s.attempt(jobCtx, job)
	write := context.WithoutCancel(ctx)
	end := Event{ID: job.ID, State: store.Done, Done: 1, Total: 1}
	switch {
	case err == nil:
		err = s.Store.FinishRestoration(write, job.ID, outcome)
	case ctx.Err() != nil:
		end.State = store.Queued
		err = s.Store.RequeueRestoration(write, job.ID)
	case jobCtx.Err() != nil || errors.Is(err, store.ErrConflict):
		end.State, err = store.Cancelled, nil
	default:
		s.Log.Error("restore", "job", job.ID, "error", err)
		end.State, end.Error = store.Failed, reason(err)
		err = s.Store.FailRestoration(write, job.ID, end.Error)
	}
	if errors.Is(err, store.ErrConflict) {
		end.State, err = store.Cancelled, nil
	}
	if err != nil {
		s.Log.Error("end a job", "job", job.ID, "error", err)
		return
	}
	s.jobs.publish(end)
}

// reason is what a person is told of a job's failure.
func reason(err error) string {
	var fault *codec.InputError
	if errors.As(err, &fault) {
		return fault.Message
	}
	if errors.Is(err, store.ErrNoSpace) {
		return "the disk is full: free some space and restore again"
	}
	return "something went wrong inside the program; its log has the details"
}

// attempt restores a job's picture and keeps the result. A panic becomes an error.
func (s *Studio) attempt(ctx context.Context, job store.Restoration) (outcome store.Outcome, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("panic: %v\n%s", caught, debug.Stack())
		}
	}()
	// The worker acts for whoever owns the picture.
	i, err := s.Store.Image(ctx, job.ImageID, job.Owner)
	if err != nil {
		return outcome, err
	}
	img, err := s.Pixels(ctx, i.Hash)
	if err != nil {
		return outcome, err
	}
	order := Order{Model: job.Model}
	_, order.Condition = ConditionOf(job)
	if order.Reference, err = s.reference(ctx, i); err != nil {
		return outcome, err
	}
	if order.Believed, err = s.predict(ctx, i, job.Model); err != nil {
		return outcome, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	order.Progress, order.Phase = s.reporter(ctx, job.ID, stop)
	restored, err := s.Restore(ctx, img, order)
	if err != nil {
		return outcome, err
	}
	return s.keep(ctx, restored)
}

func (s *Studio) reference(ctx context.Context, i store.Image) (*image.NRGBA, error) {
	if i.ReferenceID == "" {
		return nil, nil
	}
	r, err := s.Store.Image(ctx, i.ReferenceID, i.Owner)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil // deleted since: the restoration goes on without measures
	}
	if err != nil {
		return nil, err
	}
	return s.Pixels(ctx, r.Hash)
}

// keep stores the result's file and makes the row's figures.
func (s *Studio) keep(ctx context.Context, r *Restoration) (outcome store.Outcome, err error) {
	var png bytes.Buffer
	if err := codec.EncodePNG(&png, r.Image); err != nil {
		return outcome, err
	}
	if outcome.ResultHash, _, err = s.Store.PutFile(ctx, &png, 1<<31); err != nil {
		return outcome, err
	}
	if r.Input != nil {
		if outcome.Measures, err = json.Marshal(Measured{r.Input, r.Restored}); err != nil {
			return outcome, err
		}
	}
	outcome.Consistency = r.Consistency
	outcome.Timings, err = json.Marshal(Timings{r.Seconds, r.Megapixels})
	return outcome, err
}

// Measured is what a finished restoration's row keeps beside a reference.
type Measured struct {
	Input    *quality.Measures `json:"input"`
	Restored *quality.Measures `json:"restored"`
}

// Timings is what a finished restoration's row keeps of its cost.
type Timings struct {
	Seconds    float64 `json:"seconds"`
	Megapixels float64 `json:"megapixels"`
}
