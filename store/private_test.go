package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNobodyElseReads: in a folder that others may look into, they read nothing of the store's, nor of a copy.
func TestNobodyElseReads(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o755))
	s, err := Open(t.Context(), dir)
	must(t, err)
	defer s.Close()
	copied := filepath.Join(t.TempDir(), "copy")
	must(t, s.Backup(t.Context(), copied))
	for _, root := range []string{dir, copied} {
		must(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || path == dir {
				return err
			}
			info, err := entry.Info()
			if err == nil && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s has the mode %v", path, info.Mode())
			}
			return err
		}))
	}
}

// TestDamagedDatabase: what is no database is told as such, with what to do.
func TestDamagedDatabase(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, databaseName), []byte("no database, however long this text may be"), 0o600))
	_, err := Open(t.Context(), dir)
	mustBe(t, err, ErrDamaged)
	if !strings.Contains(err.Error(), "whole folder") || !strings.Contains(err.Error(), databaseName+"-wal") {
		t.Errorf("a log that lies there would be written into the backup: %v", err)
	}
	_, err = OpenAsIs(t.Context(), dir)
	mustBe(t, err, ErrDamaged)
}
