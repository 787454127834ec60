package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestInUse: a data folder is one store's at a time; who only looks may.
func TestInUse(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	running := mustQueue(t, s, mustImage(t, s, "ann", "hers").ID)
	mustClaim(t, s)
	_, err := Open(t.Context(), dir)
	mustBe(t, err, ErrInUse)
	if strings.Count(err.Error(), "\n") > 0 || !strings.Contains(err.Error(), dir) {
		t.Errorf("should be one line that names the folder: %v", err)
	}
	looking, err := OpenAsIs(t.Context(), dir)
	must(t, err)
	must(t, looking.Close())
	if now, err := s.Restoration(t.Context(), running.ID, "ann"); err != nil || now.State != Running {
		t.Errorf("its job is %s, %v", now.State, err)
	}
	must(t, s.Close())
	must(t, mustOpen(t, dir).Ping(t.Context()))
}

// TestCutUploads: what a crash left of uploads is gone once the folder is opened anew; it is nobody's.
func TestCutUploads(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	kept := mustImage(t, s, "ann", "hers")
	must(t, s.Close())
	must(t, os.WriteFile(filepath.Join(dir, picturesName, temporary+"half"), []byte("half of it"), 0o600))
	if names := fileNames(t, mustOpen(t, dir)); !slices.Equal(names, []string{kept.Hash}) {
		t.Errorf("left: %v", names)
	}
}
