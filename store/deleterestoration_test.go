package store

import (
	"slices"
	"testing"
)

// TestDeleteRestoration: its file goes unless another row names it; the image, the other
// restorations and what still runs stay.
func TestDeleteRestoration(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	mustRestore(t, s, image.ID, "same")
	mustRestore(t, s, image.ID, "same")
	lone := mustRestore(t, s, image.ID, "lone")
	running := mustQueue(t, s, image.ID)
	mustClaim(t, s)
	mustBe(t, s.DeleteRestoration(t.Context(), running.ID, "ann"), ErrConflict)
	for want := 3; ; want-- {
		all, err := s.Restorations(t.Context(), image.ID)
		must(t, err)
		at := slices.IndexFunc(all, func(r Restoration) bool { return r.State == Done })
		if at < 0 {
			break
		}
		if names := fileNames(t, s); len(names) != max(want, 2) {
			t.Errorf("%d restorations, files %v", want, names)
		}
		must(t, s.DeleteRestoration(t.Context(), all[at].ID, "ann"))
		mustBe(t, s.DeleteRestoration(t.Context(), all[at].ID, "ann"), ErrNotFound)
	}
	if names := fileNames(t, s); !slices.Equal(names, []string{image.Hash}) {
		t.Errorf("left: %v; lone %s", names, lone)
	}
	must(t, s.CancelRestoration(t.Context(), running.ID, "ann"))
	must(t, s.DeleteRestoration(t.Context(), running.ID, "ann"))
	late := mustPut(t, s, "late")
	mustBe(t, s.FinishRestoration(t.Context(), running.ID, Outcome{ResultHash: late}), ErrConflict)
	checkIntegrity(t, s)
}
