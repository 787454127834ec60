package studio

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"uncodec/inference"
	"uncodec/store"
)

// experiments lets running experiments be stopped. One sweep and one evaluation run at a
// time, beside the restorations.
type experiments struct {
	wake map[string]chan struct{} // by kind: one may be waiting

	mu    sync.Mutex
	stop  map[string]context.CancelFunc // of those that run
	watch map[string]*stopwatch         // of the same
}

func newExperiments() *experiments {
	return &experiments{wake: map[string]chan struct{}{
		store.KindSweep: make(chan struct{}, 1), store.KindEvaluation: make(chan struct{}, 1),
	}, stop: map[string]context.CancelFunc{}, watch: map[string]*stopwatch{}}
}

// CancelExperiment stops an owner's experiment: at once if it waits, within one restoration's
// work if it runs. Its rows stay. store.ErrConflict says that it had ended.
func (s *Studio) CancelExperiment(ctx context.Context, id, owner string) error {
	if err := s.Store.CancelExperiment(ctx, id, owner); err != nil {
		return err
	}
	s.stopExperiment(id)
	return nil
}

// stopExperiment ends the work on an experiment whose row says that it is over.
func (s *Studio) stopExperiment(id string) {
	s.experiments.mu.Lock()
	defer s.experiments.mu.Unlock()
	if stop := s.experiments.stop[id]; stop != nil {
		stop()
	}
}

// runExperiments works through the experiments of a kind that wait until ctx ends.
func (s *Studio) runExperiments(ctx context.Context, kind string) {
	s.workThrough(ctx, s.experiments.wake[kind], func() error {
		e, err := s.Store.ClaimExperiment(ctx, kind)
		if err == nil {
			s.experiment(ctx, e)
		}
		return err
	})
}

// experiment runs one to its end, whatever that is.
func (s *Studio) experiment(ctx context.Context, e store.Experiment) {
	its, stop := context.WithCancel(ctx)
	defer stop()
	s.experiments.mu.Lock()
	s.experiments.stop[e.ID], s.experiments.watch[e.ID] = stop, newStopwatch(e)
	s.experiments.mu.Unlock()
	defer func() {
		s.experiments.mu.Lock()
		delete(s.experiments.stop, e.ID)
		delete(s.experiments.watch, e.ID)
		s.experiments.mu.Unlock()
	}()
	end, _ := s.finish(ctx, its, task{
		kind: e.Kind, id: e.ID,
		do: func(ctx context.Context) error { return s.attemptExperiment(ctx, e) },
		keep: func(ctx context.Context, end ending) error {
			return s.Store.EndExperiment(ctx, e.ID, end.state, end.reason)
		},
	})
	end.rest(ctx)
}

// attemptExperiment measures and keeps what it measured as it comes.
func (s *Studio) attemptExperiment(ctx context.Context, e store.Experiment) error {
	if e.Kind == store.KindEvaluation {
		return s.attemptEvaluation(ctx, e)
	}
	return s.attemptSweep(ctx, e)
}

// startExperiment puts an experiment into the queue. Where the disk has no room to spare it is refused, as a restoration is.
func (s *Studio) startExperiment(ctx context.Context, e store.Experiment, grid any) (store.Experiment, error) {
	err := s.promise(0)
	if err != nil {
		return e, err
	}
	if e.Grid, err = json.Marshal(grid); err != nil {
		return e, err
	}
	e.State = store.Queued
	if e, err = s.Store.CreateExperiment(ctx, e); err == nil {
		nudge(s.experiments.wake[e.Kind])
	}
	return e, err
}

// growExperiment keeps the rows that a running experiment has so far, a cell more than before.
func (s *Studio) growExperiment(ctx context.Context, e store.Experiment, rows any) error {
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	s.experiments.lap(e.ID)
	return s.Store.GrowExperiment(ctx, e.ID, text)
}

// sameModel is the model of a job or of an experiment's grid, which says what restored: no other will do.
func (s *Studio) sameModel(name, hash string) (*inference.Model, error) {
	m, err := s.Model(name)
	if err == nil && m.Hash != hash {
		err = &inference.ConditionError{Message: fmt.Sprintf("the model %q was replaced while this waited: run it again", m.Name)}
	}
	return m, err
}
