package studio

import (
	"bytes"
	"errors"
	"image"
	"io"
	"log/slog"
	"testing"

	"uncodec/assets"
	"uncodec/codec"
	"uncodec/store"
)

// withoutNetworks is a studio that only keeps pictures.
func withoutNetworks(t *testing.T, dir string) *Studio {
	t.Helper()
	kept, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	e := &Engine{Tools: codec.NewToolbox(""), Limits: codec.DefaultLimits(), Why: errors.New("off")}
	s, err := New(e, kept, assets.Samples(), slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestLargeResult: a restored picture may have more bytes than an upload may.
func TestLargeResult(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	var file bytes.Buffer
	if err := codec.EncodePNG(&file, drawn(64, 64)); err != nil {
		t.Fatal(err)
	}
	s.Limits.Bytes = int64(file.Len()) - 1
	hash, _, err := s.Store.PutFile(t.Context(), &file, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if img, err := s.Pixels(t.Context(), hash); err != nil || img.Bounds() != image.Rect(0, 0, 64, 64) {
		t.Errorf("%v", err)
	}
}

// TestDeleteAtOnce: nothing of an upload stays, though it was received a moment ago.
func TestDeleteAtOnce(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	u := upload(t, "ann", 64, 64)
	f, _, err := s.Receive(t.Context(), u.File, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	u.File = f
	i, err := s.TakeIn(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), i.ID, "ann"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Store.ReadFile(i.Hash); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("reading the file gives %v, want ErrNotFound", err)
	}
}

// TestLateProgress: news of progress after a job's end is dropped, not kept for ever.
func TestLateProgress(t *testing.T) {
	j := newJobs()
	j.stop["a"] = func() {}
	j.publish(Event{ID: "a", State: store.Running})
	if len(j.latest) != 1 {
		t.Error("a running job's news is not kept")
	}
	j.publish(Event{ID: "a", State: store.Done})
	delete(j.stop, "a")
	j.publish(Event{ID: "a", State: store.Running})
	if len(j.latest) != 0 {
		t.Error("an ended job's news is kept")
	}
}
