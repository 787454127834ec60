package store

import (
	"os"
	"path/filepath"
	"slices"
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

// TestBackupOfOneMoment: a picture that comes after the database was copied is not in the copy, nor is its file.
func TestBackupOfOneMoment(t *testing.T) {
	s, path := mustOpen(t, t.TempDir()), t.TempDir()
	kept := mustImage(t, s, "ann", "hers")
	named, err := s.copyDatabase(t.Context(), path)
	must(t, err)
	mustImage(t, s, "ann", "later")
	must(t, s.copyPictures(t.Context(), filepath.Join(path, picturesName), named))
	copied := mustOpen(t, path)
	if names := fileNames(t, copied); !slices.Equal(names, []string{kept.Hash}) || copied.Unnamed.Files != 0 {
		t.Errorf("it has %v, and tells of %+v", names, copied.Unnamed)
	}
}

// TestPresent: what may not be looked into is not taken for a folder without a store.
func TestPresent(t *testing.T) {
	dir := t.TempDir()
	kept, file := filepath.Join(dir, "kept"), filepath.Join(dir, "file")
	must(t, mustOpen(t, kept).Close())
	must(t, os.WriteFile(file, nil, 0o600))
	for path, want := range map[string]bool{kept: true, dir: false, filepath.Join(dir, "nowhere"): false, file: false} {
		if there, err := Present(path); err != nil || there != want {
			t.Errorf("%s: %v %v", path, there, err)
		}
	}
	asNobody(t, dir)
	must(t, os.Chmod(kept, 0))
	t.Cleanup(func() { os.Chmod(kept, 0o700) })
	if there, err := Present(kept); there || err == nil || !strings.Contains(err.Error(), kept+" may not be looked into (permission denied)") {
		t.Errorf("locked: %v %v", there, err)
	}
}
