package studio

import (
	"errors"
	"testing"
	"time"

	"uncodec/store"
)

// TestDeleteOwner: what runs stops at once, and an owner's pictures, experiments and files go,
// in a shared store too; somebody else's job goes on.
func TestDeleteOwner(t *testing.T) {
	s := newStudio(t, t.TempDir())
	s.Store.Shared = true
	large, err := s.TakeIn(t.Context(), upload(t, "ann", 1400, 1400))
	if err != nil {
		t.Fatal(err)
	}
	job, err := s.Start(t.Context(), large.ID, "ann", Request{})
	if err != nil {
		t.Fatal(err)
	}
	start(t, s)
	news, stop, err := s.Watch(t.Context(), job.ID, "ann")
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for e := range news {
		if e.Phase == "restore" {
			break
		}
	}
	small, err := s.TakeIn(t.Context(), upload(t, "bob", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	his, err := s.Start(t.Context(), small.ID, "bob", Request{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteOwner(t.Context(), "ann"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Store.Image(t.Context(), large.ID, "ann"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the picture: %v", err)
	}
	if _, err := s.Store.ReadFile(large.Hash); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("its file: %v", err)
	}
	for e := range news {
		if e.State == store.Cancelled {
			break
		}
		if e.Ended() {
			t.Fatalf("the job ended as %+v", e)
		}
	}
	for until := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		s.jobs.mu.Lock()
		runs := s.jobs.stop[job.ID] != nil
		s.jobs.mu.Unlock()
		if !runs {
			break
		}
		if time.Now().After(until) {
			t.Fatal("the job runs on")
		}
	}
	if _, kept := s.pixels.Find(large.Hash); kept {
		t.Error("its pixels are still in memory")
	}
	if e := end(t, s, his.ID, "bob"); e.State != store.Done {
		t.Errorf("bob's job ended as %+v", e)
	}
}
