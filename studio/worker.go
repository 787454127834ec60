package studio

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"runtime/debug"
	"sync"
	"time"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/quality"
	"uncodec/store"
)

// pollEvery is for a nudge that was missed.
const pollEvery = 2 * time.Second

// Run works through the queue until ctx ends; a job under way is then put back.
// Jobs that a crash interrupted come first. One job runs at a time, on every thread.
func (s *Studio) Run(ctx context.Context) error {
	if err := s.takeUp(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // asked to end before it began: the next start does it
		}
		return err
	}
	var aside sync.WaitGroup
	aside.Go(func() { s.expire(ctx) })
	aside.Go(func() { s.runExperiments(ctx, store.KindSweep) })
	aside.Go(func() { s.runExperiments(ctx, store.KindEvaluation) })
	aside.Go(func() { s.runBatches(ctx) })
	aside.Go(func() { s.runExhibition(ctx) })
	defer aside.Wait()
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
	experiments, err := s.Store.FailRunningExperiments(ctx)
	if err != nil {
		return err
	}
	files, err := s.Store.FailStuckBatchFiles(ctx)
	if err != nil {
		return err
	}
	if requeued+failed+experiments+files > 0 {
		s.Log.Info("jobs found interrupted", "requeued", requeued, "failed", failed, "experiments failed", experiments, "files of batches failed", files)
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
	jobCtx, stop := context.WithCancel(ctx)
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
	err := s.bounded(jobCtx, func(ctx context.Context) (err error) {
		outcome, err = s.attempt(ctx, job)
		return err
	})
	write := context.WithoutCancel(ctx)
	if err == nil {
		err = s.Store.FinishRestoration(write, job.ID, outcome)
	}
	end := Event{ID: job.ID, State: store.Done}
	switch {
	case err == nil:
		end.Done, end.Total = 1, 1
	case errors.Is(err, store.ErrConflict):
		end.State, err = store.Cancelled, nil
	case ctx.Err() != nil:
		end.State = store.Queued
		err = s.Store.RequeueRestoration(write, job.ID)
	case jobCtx.Err() != nil:
		end.State, err = store.Cancelled, nil
	case awayForNow(err): // the job is not to blame: it waits for the server
		s.Log.Warn("restore", "job", job.ID, "error", err)
		end.State = store.Queued
		err = s.Store.RequeueRestoration(write, job.ID)
		defer pause(ctx, pollEvery)
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
	if s.Ended != nil && end.Ended() {
		s.Ended(job.Model, end.State, time.Since(begun))
	}
	s.jobs.publish(end)
	s.feed()
}

// awayForNow tells whether work failed as the server that the networks run on is busy or away.
func awayForNow(err error) bool {
	var away *inference.RemoteError
	return errors.As(err, &away) && away.Passing()
}

// pause waits, unless ctx ends.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// reason is what a person is told of a job's failure.
func reason(err error) string {
	var fault *codec.InputError
	if errors.As(err, &fault) {
		return fault.Message
	}
	var condition *inference.ConditionError // the models are others than when it was asked for
	var off *UnavailableError
	if errors.As(err, &condition) || errors.As(err, &off) {
		return err.Error()
	}
	var late tooLong
	if errors.As(err, &late) {
		return late.Error()
	}
	var away *inference.RemoteError
	if errors.As(err, &away) {
		return "the server that the networks run on does not answer: restore again once it does"
	}
	if errors.Is(err, store.ErrOwnerFull) {
		return "your pictures and restorations take all the room there is for them: delete some, then restore again"
	}
	if errors.Is(err, store.ErrNoSpace) {
		return "the disk is full: free some space and restore again"
	}
	return "something went wrong inside the program; its log has the details"
}

// recovered, deferred, makes an error of a panic.
func recovered(err *error) {
	if caught := recover(); caught != nil {
		*err = fmt.Errorf("panic: %v\n%s", caught, debug.Stack())
	}
}

// attempt restores a job's picture and keeps the result.
func (s *Studio) attempt(ctx context.Context, job store.Restoration) (outcome store.Outcome, err error) {
	// The worker acts for whoever owns the picture.
	i, err := s.Store.Image(ctx, job.ImageID, job.Owner)
	if err != nil {
		return outcome, err
	}
	img, err := s.Pixels(ctx, i.Hash)
	if err != nil {
		return outcome, err
	}
	m, err := s.Model(job.Model)
	if err != nil {
		return outcome, err
	}
	if m.Hash != job.ModelHash { // its row says what restored it
		return outcome, &inference.ConditionError{Message: fmt.Sprintf("the model %q was replaced while the job waited: restore again", m.Name)}
	}
	order := Order{Request: Request{Model: job.Model, Views: job.Views}}
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
	if err := s.checkSpace(); err != nil {
		return outcome, err
	}
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
