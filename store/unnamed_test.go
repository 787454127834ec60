package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestPicturesWithoutDatabase: where the database is lost, no new one is made, which would have the pictures swept away.
func TestPicturesWithoutDatabase(t *testing.T) {
	for name, lose := range map[string]func(path string) error{
		"missing":         os.Remove,
		"empty":           func(path string) error { return os.Truncate(path, 0) },
		"on a disk apart": func(path string) error { return errors.Join(os.Remove(path), os.Symlink("/nowhere/uncodec.db", path)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := mustOpen(t, dir)
			kept := mustImage(t, s, "ann", "hers")
			must(t, s.Close())
			must(t, lose(filepath.Join(dir, databaseName)))
			before := names(t, dir)
			for range 2 {
				if _, err := Open(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "missing or empty") || strings.Count(err.Error(), "\n") > 0 {
					t.Errorf("should be one line that says what is missing: %v", err)
				}
			}
			there, err := Present(dir)
			must(t, err)
			if err := Unusable(dir); err == nil || there {
				t.Errorf("usable, and %t that it is a store's", there)
			}
			if after := names(t, dir); !slices.Equal(before, after) {
				t.Errorf("was %v, is %v", before, after)
			}
			must(t, os.Remove(filepath.Join(dir, picturesName, kept.Hash)))
			os.Remove(filepath.Join(dir, databaseName))
			must(t, mustOpen(t, dir).Ping(t.Context())) // begun anew
		})
	}
}

// names lists all below a folder.
func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		all = append(all, path)
		return err
	}))
	return all
}

// TestOlderDatabase: an older copy of the database, of an older program too, doesn't cost the pictures that came after it, whatever comes and
// however often the program begins, for a week.
func TestOlderDatabase(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	mustImage(t, s, "ann", "old")
	_, err := s.writer.Exec(`DELETE FROM migrations WHERE name = '0016_turns.sql'; DROP INDEX experiments_started; ALTER TABLE experiments DROP COLUMN started`)
	must(t, errors.Join(err, s.Close()))
	database := filepath.Join(dir, databaseName)
	older, err := os.ReadFile(database)
	must(t, err)
	s = mustOpen(t, dir)
	newer := mustImage(t, s, "ann", "newer")
	must(t, s.Close())
	right, err := os.ReadFile(database)
	must(t, err)

	must(t, os.WriteFile(database, older, 0o600))
	for range 3 {
		s = mustOpen(t, dir)
		for _, later := range []time.Duration{time.Hour, recovery - time.Hour} {
			if removed, err := s.Expire(t.Context(), time.Now().Add(later)); removed != (Removed{}) || err != nil {
				t.Fatalf("%v on: %+v, %v", later, removed, err)
			}
		}
		mustImage(t, s, "bob", time.Now().String())
		must(t, s.Close())
	}
	must(t, os.WriteFile(database, right, 0o600))
	s = mustOpen(t, dir)
	_, err = s.ReadFile(newer.Hash)
	must(t, err)
	must(t, s.Close())

	must(t, os.WriteFile(database, older, 0o600)) // for good
	s = mustOpen(t, dir)
	if s.Unnamed.Files == 0 || s.Unnamed.Until.Sub(s.Now()).Abs() > recovery {
		t.Error("it is not told that files are named by no row")
	}
	_, err = s.Expire(t.Context(), time.Now().Add(recovery+time.Hour))
	must(t, err)
	if left := fileNames(t, s); len(left) != 1 {
		t.Errorf("left a week on: %v", left)
	}
}

// TestCutDeletion: what the database knows to be deleted is spared by nothing, though a crash kept its file from going.
func TestCutDeletion(t *testing.T) {
	for name, remove := range map[string]func(s *Store, i Image) error{
		"image": func(s *Store, i Image) error { return s.DeleteImage(t.Context(), i.ID, "ann") },
		"restoration": func(s *Store, i Image) error {
			all, err := s.Restorations(t.Context(), i.ID)
			return errors.Join(err, s.DeleteRestoration(t.Context(), all[0].ID, "ann"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := mustOpen(t, dir)
			image := mustImage(t, s, "ann", "hers")
			files := []string{image.Hash, mustRestore(t, s, image.ID, "restored")}
			var kept [2][]byte
			for n, hash := range files {
				content, err := s.ReadFile(hash)
				must(t, err)
				kept[n] = content
			}
			written := time.Now().Truncate(time.Millisecond)
			must(t, remove(s, image))
			must(t, s.Close())
			for n, hash := range files { // as if none had gone
				path := filepath.Join(dir, picturesName, hash)
				must(t, os.WriteFile(path, kept[n], 0o600))
				must(t, os.Chtimes(path, written, written))
			}
			s = mustOpen(t, dir)
			_, err := s.Expire(t.Context(), time.Now().Add(2*patience))
			must(t, err)
			named, err := namedFiles(t.Context(), s.reader)
			must(t, err)
			if left := fileNames(t, s); len(left) != len(named) {
				t.Errorf("left: %v, of which %d have a row", left, len(named))
			}
		})
	}
}
