package studio

import (
	"context"
	"errors"
	"fmt"
	"path"

	"uncodec/codec"
	"uncodec/store"
)

// ahead is how many jobs of an owner batches put into the queue at once: one that runs and
// one that is next. The rest waits outside, so that a batch is never in anybody's way.
const ahead = 2

// AddToBatch takes a picture into an owner's batch, where it waits for its restoration. folder is where it lay among
// others, and comes before its name there.
func (s *Studio) AddToBatch(ctx context.Context, b store.Batch, folder string, u Upload) (store.Image, error) {
	if err := roomInBatch(b); err != nil {
		return store.Image{}, err
	}
	u.Expires = earlier(u.Expires, b.Expires) // with it, however late it came
	i, err := s.TakeIn(ctx, u)
	if err != nil {
		return i, err
	}
	if err := s.Store.AddBatchFile(ctx, b.ID, u.Owner, store.BatchFile{Name: path.Join(folder, i.Name), Image: &i}); err != nil {
		return i, errors.Join(err, s.remove(context.WithoutCancel(ctx), i, u.Owner))
	}
	s.feed()
	return i, nil
}

// RefuseInBatch notes a file that could not be taken into an owner's batch, and why.
func (s *Studio) RefuseInBatch(ctx context.Context, b store.Batch, owner, name, why string) error {
	if err := roomInBatch(b); err != nil {
		return err
	}
	return s.Store.AddBatchFile(ctx, b.ID, owner, store.BatchFile{Name: name, Error: why})
}

func roomInBatch(b store.Batch) error {
	if b.Files < store.BatchFiles {
		return nil
	}
	return errBatchFull
}

var errBatchFull = &codec.InputError{Kind: codec.TooLarge, Message: fmt.Sprintf("A batch has room for %d files. Begin another with the rest.", store.BatchFiles)}

// StopBatch stops what an owner's batch has in the queue, and keeps the rest from going there.
func (s *Studio) StopBatch(ctx context.Context, id, owner string) error {
	if err := s.Store.StopBatch(ctx, id, owner); err != nil {
		return err
	}
	files, err := s.Store.BatchFiles(ctx, id)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Restoration == nil {
			continue
		}
		if err := unlessEnded(s.Cancel(ctx, f.Restoration.ID, owner)); err != nil {
			return err
		}
	}
	return nil
}

// ResumeBatch lets an owner's batch go on, and try again what was stopped or failed.
func (s *Studio) ResumeBatch(ctx context.Context, id, owner string) error {
	err := s.Store.ResumeBatch(ctx, id, owner)
	if err == nil {
		s.feed()
	}
	return err
}

// DeleteBatch removes an owner's batch with its pictures and all that was made of them; their jobs stop.
func (s *Studio) DeleteBatch(ctx context.Context, id, owner string) error {
	open, err := s.Store.DeleteBatch(context.WithoutCancel(ctx), id, owner)
	if !errors.Is(err, store.ErrNotFound) {
		s.gone(open)
	}
	return err
}
