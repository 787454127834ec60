package studio

import (
	"testing"

	"uncodec/store"
)

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
