package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestInPlace: what is open and was moved away, deleted or replaced takes nothing in that nobody would find again; back in
// its place it does.
func TestInPlace(t *testing.T) {
	for _, name := range []string{databaseName, lockName, picturesName} {
		for way, replace := range map[string]func(path string) error{
			"moved": func(string) error { return nil },
			"replaced": func(path string) error {
				if name == picturesName {
					return os.Mkdir(path, 0o700)
				}
				return os.WriteFile(path, nil, 0o600)
			},
		} {
			t.Run(name+" "+way, func(t *testing.T) {
				dir := t.TempDir()
				s := mustOpen(t, dir)
				image, other := mustImage(t, s, "ann", "hers"), mustPut(t, s, "which another database may name")
				s.leases = leases{} // as after a start
				path := filepath.Join(dir, name)
				must(t, errors.Join(os.Rename(path, path+".away"), replace(path)))

				err := s.Ping(t.Context())
				mustBe(t, err, ErrReadOnly)
				if !strings.Contains(err.Error(), path) {
					t.Errorf("should name %s: %v", path, err)
				}
				_, _, err = s.PutFile(t.Context(), strings.NewReader("x"), 10)
				mustBe(t, err, ErrReadOnly)
				_, err = s.FreeBytes()
				mustBe(t, err, ErrReadOnly)
				_, err = s.CreateRestoration(t.Context(), Restoration{ImageID: image.ID, Mode: "auto"})
				mustBe(t, err, ErrReadOnly)
				mustBe(t, s.DeleteImage(t.Context(), image.ID, "ann"), ErrReadOnly)
				_, err = s.Expire(t.Context(), s.Now().Add(2*abandoned))
				mustBe(t, err, ErrReadOnly)
				_, err = s.Image(t.Context(), image.ID, "ann")
				must(t, err)

				must(t, errors.Join(os.RemoveAll(path), os.Rename(path+".away", path)))
				must(t, s.Ping(t.Context()))
				if _, err := s.ReadFile(other); err != nil {
					t.Error("swept meanwhile: ", err)
				}
			})
		}
	}
}

// TestDatabaseElsewhere: a database that a link leads to is in its place while the link leads there.
func TestDatabaseElsewhere(t *testing.T) {
	dir, disk := t.TempDir(), t.TempDir()
	must(t, os.Symlink(filepath.Join(disk, "its.db"), filepath.Join(dir, databaseName)))
	s := mustOpen(t, dir)
	image := mustImage(t, s, "ann", "hers")
	must(t, s.Backup(t.Context(), filepath.Join(t.TempDir(), "copy")))
	must(t, s.Ping(t.Context()))
	must(t, s.Close())
	_, err := mustOpen(t, dir).Image(t.Context(), image.ID, "ann")
	must(t, err)
}

// TestInUseWithoutLock: to delete the lock's file doesn't open the folder to another.
func TestInUseWithoutLock(t *testing.T) {
	dir := t.TempDir()
	mustOpen(t, dir)
	must(t, os.Remove(filepath.Join(dir, lockName)))
	for range 2 {
		_, err := Open(t.Context(), dir)
		mustBe(t, err, ErrInUse)
	}
}
