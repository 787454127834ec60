package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBackupIsWholeOrNone: a copy has its name once it is whole, and one that was cut short is in nobody's way unseen.
func TestBackupIsWholeOrNone(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	mustImage(t, s, "ann", "hers")
	path := filepath.Join(t.TempDir(), "copy")
	must(t, os.Mkdir(path+".part", 0o700))
	if err := s.Backup(t.Context(), path); err == nil || !strings.Contains(err.Error(), "cut short") {
		t.Errorf("over what was cut short: %v", err)
	}
	must(t, os.Remove(path+".part"))
	must(t, s.Backup(t.Context(), path+string(filepath.Separator)))
	if _, err := os.Stat(path + ".part"); !os.IsNotExist(err) {
		t.Errorf("what it was built in is left: %v", err)
	}
	if err := s.Backup(t.Context(), path); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("over another copy: %v", err)
	}
}
