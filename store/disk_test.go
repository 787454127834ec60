package store

import (
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestDiskFull fills a small disk: what doesn't fit is refused with ErrNoSpace,
// what was there stays, and room makes it work again.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skip("needs the right to mount: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	s := mustOpen(t, dir) // closed before the disk goes
	image := mustImage(t, s, "ann", "hers")
	free, err := s.FreeBytes()
	if err != nil || free <= 0 || free > 2<<20 {
		t.Errorf("%d bytes free, %v", free, err)
	}
	_, _, err = s.PutFile(t.Context(), io.LimitReader(rand.Reader, 3<<20), 4<<20)
	mustBe(t, err, ErrNoSpace)
	if names := fileNames(t, s); len(names) != 1 {
		t.Errorf("left behind: %v", names)
	}
	ballast := filepath.Join(dir, "ballast")
	os.WriteFile(ballast, make([]byte, 3<<20), 0o600) // as much as goes in
	for err == nil || !strings.Contains(err.Error(), "queue") {
		if _, err = s.CreateRestoration(t.Context(), Restoration{ImageID: image.ID, Mode: "auto"}); err != nil {
			err = doing("queue", err)
		}
	}
	mustBe(t, err, ErrNoSpace)
	_, err = s.Image(t.Context(), image.ID, "ann") // reading works
	must(t, err)
	must(t, os.Remove(ballast))
	mustQueue(t, s, image.ID)
	must(t, s.Ping(t.Context()))
	checkIntegrity(t, s)
}

// smallDisk is a store on a disk that has room for little more than the reserve.
func smallDisk(t *testing.T) (*Store, string) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=32m"); err != nil {
		t.Skip("needs the right to mount: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	return mustOpen(t, dir), dir
}

// fillUp leaves no byte of it.
func fillUp(t *testing.T, s *Store, dir string) {
	t.Helper()
	os.WriteFile(filepath.Join(dir, "ballast"), make([]byte, 40<<20), 0o600) // as much as goes in
	mustBe(t, s.Ping(t.Context()), ErrNoSpace)
}

// TestOpenOnFullDisk: a program that begins there lets people look and delete.
func TestOpenOnFullDisk(t *testing.T) {
	s, dir := smallDisk(t)
	image := mustImage(t, s, "ann", "hers")
	fillUp(t, s, dir)
	must(t, s.Close())
	s, err := Open(t.Context(), dir)
	must(t, err)
	defer s.Close()
	must(t, s.DeleteImage(t.Context(), image.ID, "ann"))
}

// TestDeleteOnFullDisk: what people are told to do when the disk is full works then, and makes room.
func TestDeleteOnFullDisk(t *testing.T) {
	for name, remove := range map[string]func(*Store, Image) error{
		"picture": func(s *Store, i Image) error { return s.DeleteImage(t.Context(), i.ID, "ann") },
		"job": func(s *Store, i Image) error {
			all, err := s.Restorations(t.Context(), i.ID)
			return errors.Join(err, s.CancelRestoration(t.Context(), all[0].ID, "ann"))
		},
		"batch": func(s *Store, i Image) error {
			all, _, err := s.Batches(t.Context(), "ann", Page{Limit: 1})
			return errors.Join(err, s.StopBatch(t.Context(), all[0].ID, "ann"))
		},
		"share link": func(s *Store, i Image) error { return s.Unshare(t.Context(), i.ID, "ann") },
		"experiment": func(s *Store, i Image) error {
			all, err := s.Sweeps(t.Context(), i.ID, "ann")
			return errors.Join(err, s.CancelExperiment(t.Context(), all[0].ID, "ann"), s.DeleteExperiment(t.Context(), all[0].ID, "ann"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := smallDisk(t)
			image := mustImage(t, s, "ann", strings.Repeat("hers", 1<<18))
			mustQueue(t, s, image.ID)
			mustBatch(t, s, "ann", "in a batch")
			_, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindSweep, ImageID: image.ID, Owner: "ann", State: Queued})
			must(t, err)
			_, err = s.Expire(t.Context(), s.Now()) // the log is empty, as each minute
			must(t, err)
			fillUp(t, s, dir)
			must(t, remove(s, image))
			if name == "picture" {
				must(t, s.Ping(t.Context()))
				mustImage(t, s, "ann", "again")
			}
		})
	}
}

// TestReadOnly opens folders that another user may not write.
func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	image := mustImage(t, s, "ann", "hers")
	asNobody(t, dir)

	must(t, chmodAll(dir, 0o500, 0o400)) // it turns so while it is in use
	if _, err := s.Image(t.Context(), image.ID, "ann"); err != nil {
		t.Error("reading: ", err)
	}
	mustBe(t, s.Ping(t.Context()), ErrReadOnly)
	_, _, err := s.PutFile(t.Context(), strings.NewReader("x"), 10)
	mustBe(t, err, ErrReadOnly)
	mustBe(t, s.DeleteImage(t.Context(), image.ID, "ann"), ErrReadOnly)
	must(t, chmodAll(dir, 0o700, 0o600))
	must(t, s.Ping(t.Context()))
	if _, err := s.Image(t.Context(), image.ID, "ann"); err != nil {
		t.Error("a deletion that was refused: ", err)
	}
	must(t, s.Close())

	must(t, os.Chmod(filepath.Join(dir, databaseName), 0o400)) // the database alone
	_, err = Open(t.Context(), dir)
	mustBe(t, err, ErrReadOnly)
	must(t, chmodAll(dir, 0o500, 0o400))
	_, err = Open(t.Context(), dir)
	mustBe(t, err, ErrReadOnly)
	if strings.Count(err.Error(), "\n") > 0 || !strings.Contains(err.Error(), dir) {
		t.Errorf("should be one line that names the folder: %v", err)
	}
	t.Log(err)
}

// TestReadOnlyFiles: of a database that could not be written nothing is left that keeps the next start from writing it, and
// what of it cannot be written is named.
func TestReadOnlyFiles(t *testing.T) {
	dir := t.TempDir()
	must(t, mustOpen(t, dir).Close())
	database := filepath.Join(dir, databaseName)
	must(t, os.WriteFile(database+"-wal", nil, 0o600))
	must(t, os.WriteFile(database+"-shm", nil, 0o600))
	asNobody(t, dir)
	must(t, os.Chmod(database+"-shm", 0o400))
	for _, path := range []string{database, database + "-wal", database + "-shm"} { // of two it is the first
		must(t, os.Chmod(path, 0o400))
		_, err := Open(t.Context(), dir)
		mustBe(t, err, ErrReadOnly)
		if !strings.Contains(err.Error(), path+":") || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("should be one line that names %s: %v", path, err)
		}
		must(t, os.Chmod(path, 0o600))
	}
	must(t, errors.Join(os.Remove(database+"-wal"), os.Remove(database+"-shm"), os.Chmod(database, 0o400)))
	_, err := Open(t.Context(), dir)
	mustBe(t, err, ErrReadOnly)
	must(t, os.Chmod(database, 0o600))
	must(t, mustOpen(t, dir).Ping(t.Context()))
}

// asNobody takes root's rights over files from this test, to its end: modes
// don't bind root.
func asNobody(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	must(t, os.Chmod(filepath.Dir(dir), 0o755))
	must(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		return os.Chown(path, nobody, nobody)
	}))
	runtime.LockOSThread() // the rights are the thread's
	syscall.RawSyscall(syscall.SYS_SETFSUID, nobody, 0, 0)
	t.Cleanup(func() {
		syscall.RawSyscall(syscall.SYS_SETFSUID, 0, 0, 0)
		runtime.UnlockOSThread()
	})
	if f, err := os.Open("/etc/shadow"); err == nil {
		f.Close()
		t.Skip("cannot give root's rights away")
	}
}

func chmodAll(dir string, folders, files os.FileMode) error {
	return filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.Chmod(path, folders|0o100)
		}
		return os.Chmod(path, files)
	})
}

// TestFinishLater: a result whose row could not be written while the database was read-only is kept until it is, however long
// that takes.
func TestFinishLater(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	mustQueue(t, s, mustImage(t, s, "ann", "hers").ID)
	job, hash := mustClaim(t, s), mustPut(t, s, "result")
	then := time.Now().Add(-2 * patience)
	must(t, os.Chtimes(filepath.Join(s.path, picturesName, hash), then, then))
	turn := func(to string) {
		_, err := s.writer.Exec(`PRAGMA query_only = ` + to)
		must(t, err)
	}
	turn("on")
	var passed time.Duration
	s.Now = func() time.Time { return time.Now().Add(passed) }
	for ; passed < 2*abandoned; passed += abandoned / 2 {
		mustBe(t, s.FinishRestoration(t.Context(), job.ID, Outcome{ResultHash: hash}), ErrReadOnly)
	}
	turn("off")
	_, err := s.Expire(t.Context(), s.Now())
	must(t, err)
	must(t, s.FinishRestoration(t.Context(), job.ID, Outcome{ResultHash: hash}))
}
