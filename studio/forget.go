package studio

import (
	"context"
	"errors"

	"uncodec/store"
)

// DeleteRestoration forgets an owner's restoration, and its file; the picture stays.
// store.ErrConflict says that it still waits or runs.
func (s *Studio) DeleteRestoration(ctx context.Context, id, owner string) error {
	r, err := s.Store.Restoration(ctx, id, owner)
	if err != nil {
		return err
	}
	if err := s.Store.DeleteRestoration(context.WithoutCancel(ctx), id, owner); err != nil { // its file too, though whoever asked may leave
		return err
	}
	s.forget(r.ResultHash)
	s.Forgotten()
	return nil
}

// DiscardRestorations stops an owner's restorations where they still go on, and forgets
// them. One that is not there, or is another's, is passed over.
func (s *Studio) DiscardRestorations(ctx context.Context, ids []string, owner string) error {
	return discard(ctx, ids, owner, s.Cancel, s.DeleteRestoration)
}

// DiscardExperiments does the same with sweeps and evaluations.
func (s *Studio) DiscardExperiments(ctx context.Context, ids []string, owner string) error {
	return discard(ctx, ids, owner, s.CancelExperiment, s.Store.DeleteExperiment)
}

// discard cancels and deletes one after the other, though whoever asked may leave.
func discard(ctx context.Context, ids []string, owner string, cancel, forget func(ctx context.Context, id, owner string) error) error {
	ctx = context.WithoutCancel(ctx)
	for _, id := range ids {
		if err := unlessEnded(cancel(ctx, id, owner)); err != nil {
			return err
		}
		if err := forget(ctx, id, owner); err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	return nil
}
