package studio

import (
	"context"
	"errors"

	"uncodec/store"
)

// feed says that a batch's file may be waiting, or that there may be room for one.
func (s *Studio) feed() {
	select {
	case s.hungry <- struct{}{}:
	default:
	}
}

// runBatches puts the files of batches into the queue, as far as there is room, until ctx ends.
func (s *Studio) runBatches(ctx context.Context) {
	s.workThrough(ctx, s.hungry, func() error {
		b, f, err := s.Store.NextBatchFile(ctx, ahead)
		if err != nil {
			return err
		}
		err = s.startFile(ctx, b, f)
		switch {
		case err == nil, errors.Is(err, store.ErrConflict): // stopped or deleted meanwhile
			return nil
		case errors.Is(err, store.ErrQueueFull):
			return store.ErrNotFound // until there is room
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, store.ErrNotFound): // its picture was deleted meanwhile, and it with it
			return nil
		}
		s.Log.Error("queue a batch's file", "batch", b.ID, "error", err)
		if err = s.Store.FailBatchFile(ctx, f.ID, reason(err)); errors.Is(err, store.ErrConflict) {
			err = nil
		}
		return err
	})
}

// startFile queues a batch's file. A panic becomes an error.
func (s *Studio) startFile(ctx context.Context, b store.Batch, f store.BatchFile) (err error) {
	defer recovered(&err)
	_, err = s.start(ctx, f.Image.ID, f.Image.Owner, b.Model, BatchRequest(b), f.ID)
	return err
}
