package studio

import (
	"context"
	"errors"

	"uncodec/store"
)

// Delete removes an owner's picture with all that was made of it; its jobs stop. Its
// reference goes too if no other picture refers to it: nobody could reach
// it any more.
func (s *Studio) Delete(ctx context.Context, id, owner string) error {
	i, err := s.Store.Image(ctx, id, owner)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // all of it, though whoever asked may leave
	if err := s.remove(ctx, i, owner); err != nil || i.ReferenceID == "" {
		return err
	}
	if referred, err := s.Store.Referred(ctx, i.ReferenceID); err != nil || referred {
		return err
	}
	return unlessEnded(s.Delete(ctx, i.ReferenceID, owner)) // of a copy, whose original is deleted, it has one itself
}

// unlessEnded is the error of stopping something, none where that had ended or gone meanwhile.
func unlessEnded(err error) error {
	if errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

// remove deletes one picture, after its jobs were stopped.
func (s *Studio) remove(ctx context.Context, i store.Image, owner string) error {
	all, err := s.Store.Restorations(ctx, i.ID)
	if err != nil {
		return err
	}
	for _, r := range all {
		if err := unlessEnded(s.Cancel(ctx, r.ID, owner)); err != nil {
			return err
		}
	}
	sweeps, err := s.Store.Sweeps(ctx, i.ID, owner)
	if err != nil {
		return err
	}
	for _, e := range sweeps {
		if err := unlessEnded(s.CancelExperiment(ctx, e.ID, owner)); err != nil {
			return err
		}
	}
	err = s.Store.DeleteImage(ctx, i.ID, owner)
	for _, r := range all { // now that nobody finds the files any more
		s.forget(r.ResultHash)
	}
	s.forget(i.Hash)
	s.Forgotten()
	return err
}
