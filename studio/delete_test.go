package studio

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"uncodec/codec"
	"uncodec/store"
)

// mustBatch makes ann's batch of so many pictures.
func mustBatch(t *testing.T, s *Studio, pictures int) store.Batch {
	t.Helper()
	b, err := s.CreateBatch(t.Context(), "ann", Request{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range pictures {
		if _, err := s.AddToBatch(t.Context(), b, "", upload(t, "ann", 64+n, 64)); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// TestDeleteAndLeave: what was begun to be deleted goes whole, though the tab that asked is closed meanwhile.
func TestDeleteAndLeave(t *testing.T) {
	for name, remove := range map[string]func(context.Context, *Studio) error{
		"a batch": func(ctx context.Context, s *Studio) error {
			gone, leave := context.WithCancel(ctx)
			b := mustBatch(t, s, 3)
			leave()
			return s.DeleteBatch(gone, b.ID, "ann")
		},
		"a picture and its reference": func(ctx context.Context, s *Studio) error {
			i, err := s.TakeInPair(t.Context(), upload(t, "ann", 64, 64), asPNG(t, "ann", 64, 64))
			return errors.Join(err, s.Delete(ctx, i.ID, "ann"))
		},
	} {
		s := newStudio(t, t.TempDir())
		ctx, leave := context.WithCancel(t.Context())
		s.Forgotten = leave // after the first picture
		if err := remove(ctx, s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if left, _, err := s.Store.Images(t.Context(), "ann", store.Page{Limit: 99}); len(left) > 0 || err != nil {
			t.Errorf("%s: %d pictures are left, %v", name, len(left), err)
		}
	}
}

// TestDeleteNothing: to delete a batch that is not there, or another's, empties nobody's memory.
func TestDeleteNothing(t *testing.T) {
	s := newStudio(t, t.TempDir())
	b := mustBatch(t, s, 1)
	s.Forgotten = func() { t.Error("what is in memory is forgotten") }
	for _, id := range []string{"none", b.ID} {
		if err := s.DeleteBatch(t.Context(), id, "bob"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestDeleteDamagedCopy: what was made of a picture that had a reference leaves none of the three.
func TestDeleteDamagedCopy(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeInPair(t.Context(), upload(t, "ann", 64, 64), asPNG(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	made, err := s.Damage(t.Context(), i.ID, "ann", "jpeg:10")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{i.ID, made.ID} {
		if err := s.Delete(t.Context(), id, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	if left, _, err := s.Store.Images(t.Context(), "ann", store.Page{Limit: 99}); len(left) > 0 || err != nil {
		t.Errorf("%d pictures are left, %v", len(left), err)
	}
}

// TestStoppedInTime: a batch that is stopped while a file is on its way into the queue is no fault of the file.
func TestStoppedInTime(t *testing.T) {
	ctx, s := t.Context(), newStudio(t, t.TempDir())
	stopped := mustBatch(t, s, 1)
	for range 2 {
		b, f, err := s.Store.NextBatchFile(ctx, ahead)
		if err != nil {
			t.Fatal(err)
		}
		err = s.StopBatch(ctx, stopped.ID, "ann")
		if err = errors.Join(err, s.startedFile(ctx, b, f, s.startFile(ctx, b, f)), s.ResumeBatch(ctx, stopped.ID, "ann")); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.Store.FailStuckBatchFiles(ctx); n != 0 || err != nil {
		t.Errorf("%d files fail as if the program had ended at them, %v", n, err)
	}
}

// TestStarvedBatchFile: a file that the machine had no room for is no worse for it, and waits.
func TestStarvedBatchFile(t *testing.T) {
	ctx, s := t.Context(), newStudio(t, t.TempDir())
	mustBatch(t, s, 1)
	for range 3 {
		b, f, err := s.Store.NextBatchFile(ctx, ahead)
		if err != nil {
			t.Fatalf("the file waits no more: %v", err)
		}
		if err := s.startedFile(ctx, b, f, fmt.Errorf("%w (out of memory)", codec.ErrStarved)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the next is looked for at once: %v", err)
		}
	}
}
