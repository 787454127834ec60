package studio

import (
	"errors"
	"testing"
	"time"

	"uncodec/store"
	"uncodec/turns"
)

// TestReferencesAtOnce: of several originals that are brought at once one stays, and nothing of the others.
func TestReferencesAtOnce(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	leave, err := s.referring.Take(turns.From(t.Context(), "another")) // until all have seen that there is none yet
	if err != nil {
		t.Fatal(err)
	}
	answers := make(chan error)
	for range 4 {
		go func() {
			_, err := s.AddReference(t.Context(), i.ID, asPNG(t, "ann", 64, 64))
			answers <- err
		}()
	}
	for began := time.Now(); time.Since(began) < 10*time.Second; time.Sleep(10 * time.Millisecond) {
		if all, _, err := s.Store.Images(t.Context(), "ann", store.Page{Limit: 99}); err != nil || len(all) == 5 {
			break
		}
	}
	leave()
	taken := 0
	for range 4 {
		if err := <-answers; err == nil {
			taken++
		} else if !errors.Is(err, store.ErrConflict) {
			t.Error(err)
		}
	}
	all, _, err := s.Store.Images(t.Context(), "ann", store.Page{Limit: 99})
	if err != nil || taken != 1 || len(all) != 2 {
		t.Errorf("%d were taken, and there are %d pictures: %v", taken, len(all), err)
	}
}

// TestLateReference: a restoration that is under way while its picture gets a reference is measured
// against it too.
func TestLateReference(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 900, 700))
	if err != nil {
		t.Fatal(err)
	}
	job, err := s.Start(t.Context(), i.ID, "ann", Request{})
	if err != nil {
		t.Fatal(err)
	}
	news, stop, err := s.Watch(t.Context(), job.ID, "ann")
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	start(t, s)
	for e := range news {
		if e.Phase == "restore" {
			break
		}
	}
	if _, err := s.AddReference(t.Context(), i.ID, asPNG(t, "ann", 900, 700)); err != nil {
		t.Fatal(err)
	}
	if e := end(t, s, job.ID, "ann"); e.State != store.Done {
		t.Fatal(e)
	}
	r, err := s.Store.Restoration(t.Context(), job.ID, "ann")
	if err != nil || len(r.Measures) == 0 {
		t.Errorf("not measured: %s %v", r.Measures, err)
	}
}
