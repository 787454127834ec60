package studio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"sync"

	"uncodec/inference"
	"uncodec/store"
)

// sweeps lets running sweeps be stopped. One runs at a time, beside the restorations.
type sweeps struct {
	wake chan struct{} // a sweep may be waiting

	mu   sync.Mutex
	stop map[string]context.CancelFunc // of running sweeps
}

func newSweeps() *sweeps {
	return &sweeps{wake: make(chan struct{}, 1), stop: map[string]context.CancelFunc{}}
}

// StartSweep puts a sweep of an owner's picture into the queue.
func (s *Studio) StartSweep(ctx context.Context, id, owner, model string) (store.Experiment, error) {
	i, m, believed, err := s.subject(ctx, id, owner, model)
	if err != nil {
		return store.Experiment{}, err
	}
	grid, err := json.Marshal(sweepGrid(m, image.Pt(i.Width, i.Height), i.Setting, believed))
	if err != nil {
		return store.Experiment{}, err
	}
	e, err := s.Store.PutExperiment(ctx, store.Experiment{
		Kind: store.KindSweep, ImageID: i.ID, Owner: i.Owner, Grid: grid, State: store.Queued,
	})
	if err != nil {
		return e, err
	}
	nudge(s.sweeps.wake)
	return e, nil
}

// SweepOf reads a sweep's grid and the rows that it has so far.
func SweepOf(e store.Experiment) (g SweepGrid, rows []SweepRow) {
	_ = json.Unmarshal(e.Grid, &g) // written by StartSweep and attemptSweep
	_ = json.Unmarshal(e.Rows, &rows)
	return g, rows
}

// CancelSweep stops an owner's sweep: at once if it waits, within one restoration's work
// if it runs. Its rows stay. store.ErrConflict says that it had ended.
func (s *Studio) CancelSweep(ctx context.Context, id, owner string) error {
	if err := s.Store.CancelExperiment(ctx, id, owner); err != nil {
		return err
	}
	s.sweeps.mu.Lock()
	defer s.sweeps.mu.Unlock()
	if stop := s.sweeps.stop[id]; stop != nil {
		stop()
	}
	return nil
}

// runSweeps works through the sweeps that wait until ctx ends.
func (s *Studio) runSweeps(ctx context.Context) {
	s.workThrough(ctx, s.sweeps.wake, func() error {
		e, err := s.Store.ClaimExperiment(ctx)
		if err == nil {
			s.sweepThrough(ctx, e)
		}
		return err
	})
}

// sweepThrough runs one sweep to its end, whatever that is.
func (s *Studio) sweepThrough(ctx context.Context, e store.Experiment) {
	sweepCtx, stop := context.WithCancel(ctx)
	defer stop()
	s.sweeps.mu.Lock()
	s.sweeps.stop[e.ID] = stop
	s.sweeps.mu.Unlock()
	defer func() {
		s.sweeps.mu.Lock()
		delete(s.sweeps.stop, e.ID)
		s.sweeps.mu.Unlock()
	}()
	err := s.attemptSweep(sweepCtx, e)
	state, why := store.Done, ""
	switch {
	case err == nil:
	case ctx.Err() != nil:
		state = store.Queued // asked to end: it begins anew at the next start
	case sweepCtx.Err() != nil, errors.Is(err, store.ErrConflict), errors.Is(err, store.ErrNotFound):
		return // cancelled or deleted: its row says so
	default:
		s.Log.Error("sweep", "experiment", e.ID, "error", err)
		state, why = store.Failed, reason(err)
	}
	err = s.Store.EndExperiment(context.WithoutCancel(ctx), e.ID, state, why)
	if err != nil && !errors.Is(err, store.ErrConflict) {
		s.Log.Error("end a sweep", "experiment", e.ID, "error", err)
	}
}

// attemptSweep measures a sweep's grid and keeps each row as it comes. A panic becomes an error.
func (s *Studio) attemptSweep(ctx context.Context, e store.Experiment) (err error) {
	defer recovered(&err)
	g, _ := SweepOf(e)
	i, err := s.Store.Image(ctx, e.ImageID, e.Owner)
	if err != nil {
		return err
	}
	m, err := s.Model(g.Model)
	if err != nil {
		return err
	}
	if m.Hash != g.ModelHash { // its grid says what restored it
		return &inference.ConditionError{Message: fmt.Sprintf("the model %q was replaced while the sweep waited: run it again", m.Name)}
	}
	img, err := s.Pixels(ctx, i.Hash)
	if err != nil {
		return err
	}
	reference, err := s.reference(ctx, i)
	if err != nil {
		return err
	}
	believed, err := s.predict(ctx, i, m.Name)
	if err != nil {
		return err
	}
	var rows []SweepRow
	return s.Sweep(ctx, img, reference, g, believed, func(row SweepRow) error {
		rows = append(rows, row)
		text, err := json.Marshal(rows)
		if err != nil {
			return err
		}
		return s.Store.GrowExperiment(ctx, e.ID, text)
	})
}
