package studio

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"sync/atomic"

	"uncodec/codec"
	"uncodec/quality"
	"uncodec/store"
)

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
	m, err := s.sameModel(job.Model, job.ModelHash)
	if err != nil {
		return outcome, err
	}
	order := Order{Request: Request{Model: job.Model, Views: job.Views}, Header: Header(i)}
	_, order.Condition = ConditionOf(job)
	if order.Reference, err = s.reference(ctx, i); err != nil {
		return outcome, err
	}
	if order.Believed, err = s.predict(ctx, i, m); err != nil {
		return outcome, err
	}
	order.Constraint = s.constraint(i)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	report, phase := s.reporter(ctx, job.ID, stop)
	var steps atomic.Int64
	order.Phase = phase
	order.Progress = func(done, total int) {
		steps.Store(int64(total))
		report(done, total)
	}
	restored, err := s.Restore(ctx, img, order)
	if err != nil {
		return outcome, err
	}
	if _, err := orNone(nil, restored.Unmeasured); err != nil {
		s.Log.Error("measure consistency", "id", shortID(job.ID), "error", restored.Unmeasured)
	}
	outcome, err = s.keep(ctx, restored)
	outcome.Steps = int(steps.Load())
	return outcome, err
}

func (s *Studio) reference(ctx context.Context, i store.Image) (*image.NRGBA, error) {
	if i.ReferenceID == "" {
		return nil, nil
	}
	r, err := s.Store.Image(ctx, i.ReferenceID, i.Owner)
	var pixels *image.NRGBA
	if err == nil {
		pixels, err = s.Pixels(ctx, r.Hash)
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil // deleted since: the restoration goes on without measures
	}
	return pixels, err
}

// keep stores the result's file and makes the row's figures.
func (s *Studio) keep(ctx context.Context, r *Restoration) (outcome store.Outcome, err error) {
	var png bytes.Buffer
	if err := codec.EncodePNG(&whileWanted{ctx, &png}, r.Image); err != nil {
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
	outcome.Consistency, outcome.Held = r.Consistency, r.Held
	outcome.Timings, err = json.Marshal(Timings{r.Seconds, r.Megapixels})
	return outcome, err
}

// whileWanted takes bytes until ctx ends: a large picture's take seconds to come.
type whileWanted struct {
	ctx  context.Context
	into *bytes.Buffer
}

func (w *whileWanted) Write(data []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.into.Write(data)
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
