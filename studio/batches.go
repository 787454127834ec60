package studio

import (
	"cmp"
	"context"
	"errors"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
)

// feed says that a batch's file may be waiting, or that there may be room for one.
func (s *Studio) feed() { nudge(s.hungry) }

// runBatches puts the files of batches into the queue, as far as there is room, until ctx ends.
func (s *Studio) runBatches(ctx context.Context) {
	s.workThrough(ctx, s.hungry, func() error {
		b, f, err := s.Store.NextBatchFile(ctx, ahead)
		if err != nil {
			return err
		}
		return s.startedFile(ctx, b, f, s.startFile(ctx, b, f))
	})
}

// startedFile notes how it went with a file that was to be queued.
func (s *Studio) startedFile(ctx context.Context, b store.Batch, f store.BatchFile, err error) error {
	var off *UnavailableError
	var room *store.RoomError
	switch {
	case err == nil: // in the queue
		return nil
	case errors.Is(err, store.ErrConflict): // stopped or deleted meanwhile
		return s.Store.ReturnBatchFile(context.WithoutCancel(ctx), f)
	case ctx.Err() != nil, errors.Is(err, store.ErrQueueFull), errors.As(err, &off), awayForNow(err), unwritable(err), errors.Is(err, codec.ErrStarved),
		errors.As(err, &room) && room.Open:
		// The file is not to blame: it waits for a better time.
		return cmp.Or(s.Store.ReturnBatchFile(context.WithoutCancel(ctx), f), store.ErrNotFound)
	}
	s.Log.Error("queue a batch's file", "batch", shortID(b.ID), "error", err)
	if err := s.Store.FailBatchFile(ctx, f, reason(err)); !errors.Is(err, store.ErrConflict) {
		return err
	}
	return nil
}

// startFile queues a batch's file. A panic becomes an error.
func (s *Studio) startFile(ctx context.Context, b store.Batch, f store.BatchFile) (err error) {
	defer inference.Recovered(&err)
	r, err := s.asked(ctx, f.Image.ID, f.Image.Owner, BatchRequest(b))
	if err == nil {
		r.BatchFile = f.ID
		_, err = s.queue(ctx, r)
	}
	return err
}
