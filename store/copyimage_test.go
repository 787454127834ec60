package store

import (
	"bytes"
	"errors"
	"testing"
)

// TestCopyImage: a copy has the facts of its image, its colour profile too, takes room for that alone,
// and leaves alone what somebody else is about to name.
func TestCopyImage(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	s.Limits.OwnerBytes = 18
	profile := []byte("profile")
	first, err := s.CreateImage(t.Context(), Image{
		Hash: mustPut(t, s, "1234"), Name: "a", Bytes: 4, Profile: profile, Format: "jxl", Width: 2, Height: 1, Source: SourceUpload, Owner: "ann",
	})
	must(t, err)
	mustPut(t, s, "1234") // another row is about to follow
	second, err := s.CopyImage(t.Context(), first.ID, "ann")
	must(t, err)
	if got, err := s.Profile(t.Context(), second.ID); err != nil || !bytes.Equal(got, profile) {
		t.Errorf("profile %q, %v", got, err)
	}
	if second.ID == first.ID || second.Hash != first.Hash || second.Name != "a" || second.Width != 2 || second.Created.IsZero() {
		t.Errorf("%+v, a copy of %+v", second, first)
	}
	for _, i := range []Image{first, second} {
		must(t, s.DeleteImage(t.Context(), i.ID, "ann"))
	}
	if _, err := s.ReadFile(first.Hash); err != nil {
		t.Errorf("the file that a row is about to name: %v", err)
	}
	for id, owner := range map[string]string{first.ID: "ann", "none": "ann"} {
		if _, err := s.CopyImage(t.Context(), id, owner); !errors.Is(err, ErrNotFound) {
			t.Errorf("a copy of %s: %v", id, err)
		}
	}
	hers := mustImage(t, s, "ann", "5678")
	if _, err := s.CopyImage(t.Context(), hers.ID, "bob"); !errors.Is(err, ErrNotFound) {
		t.Errorf("somebody else's: %v", err)
	}
}
