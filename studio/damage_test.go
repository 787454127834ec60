package studio

import (
	"errors"
	"strings"
	"testing"

	"uncodec/codec"
	"uncodec/store"
)

// TestDamage: what is compressed again goes on from the pristine picture, in one spelling,
// and an upload outlives what was made of it.
func TestDamage(t *testing.T) {
	s := newStudio(t, t.TempDir())
	clean, err := s.TakeIn(t.Context(), asPNG(t, "ann", 64, 48))
	if err != nil {
		t.Fatal(err)
	}
	once, err := s.Damage(t.Context(), clean.ID, "ann", "jpeg:010")
	if err != nil {
		t.Fatal(err)
	}
	twice, err := s.Damage(t.Context(), once.ID, "ann", "jpeg:40")
	if err != nil {
		t.Fatal(err)
	}
	if once.Setting != "jpeg:10" || twice.Setting != "jpeg:10>jpeg:40" || !strings.HasSuffix(twice.Name, "-jpeg-10-jpeg-40.jpg") {
		t.Errorf("the settings are %q and %q, the name %q", once.Setting, twice.Setting, twice.Name)
	}
	reference, err := s.Store.Image(t.Context(), twice.ReferenceID, "ann")
	if err != nil || reference.Hash != clean.Hash {
		t.Errorf("the reference of both is the pristine picture, not %+v, %v", reference, err)
	}
	for _, one := range []store.Image{once, twice} {
		if err := s.Delete(t.Context(), one.ID, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	left, _, err := s.Store.Images(t.Context(), "ann", store.Page{Limit: 99})
	if err != nil || len(left) != 1 || left[0].ID != clean.ID {
		t.Errorf("%v, %v are left", left, err)
	}
}

// TestDamageRefuses what would take too long or cannot be, and leaves nothing.
func TestDamageRefuses(t *testing.T) {
	s := newStudio(t, t.TempDir())
	clean, err := s.TakeIn(t.Context(), asPNG(t, "ann", 64, 48))
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range []string{"", "jpeg", "jpeg:0", "none:1", "jpeg:10>jpeg:20>jpeg:30>jpeg:40", "hific:low"} {
		var fault *codec.InputError
		if _, err := s.Damage(t.Context(), clean.ID, "ann", setting); !errors.As(err, &fault) {
			t.Errorf("%q: %v", setting, err)
		}
	}
	large := clean
	large.Width, large.Height = 3000, 2000
	if _, _, err := s.compress(t.Context(), large, "jpeg:10", "jpeg:10"); err == nil || !strings.Contains(err.Error(), "4 megapixels") {
		t.Errorf("6 megapixels: %v", err)
	}
	if !s.encoding.waiting.TryAcquire(encoders + encodersQueue) {
		t.Fatal("somebody waits already")
	}
	if _, err := s.Damage(t.Context(), clean.ID, "ann", "jpeg:10"); !errors.Is(err, store.ErrQueueFull) {
		t.Errorf("with a full queue: %v", err)
	}
	left, _, err := s.Store.Images(t.Context(), "ann", store.Page{Limit: 99})
	if err != nil || len(left) != 1 {
		t.Errorf("%v, %v are left", left, err)
	}
}

// TestDeletedSweep: a sweep ends with its picture.
func TestDeletedSweep(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 300, 300))
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.StartSweep(t.Context(), i.ID, "ann", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), i.ID, "ann"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Store.Experiment(t.Context(), e.ID, "ann"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("its sweep is still there: %v", err)
	}
}
