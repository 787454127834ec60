package studio

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// written writes a word to a path, and tells what is read there then.
func written(t *testing.T, path string) (string, error) {
	t.Helper()
	if err := WriteWhole(path, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }); err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	must(t, err)
	return string(text), nil
}

// TestWriteWhole: a file is written where a path leads to, whether that is there yet or not, and links stay.
func TestWriteWhole(t *testing.T) {
	for name, c := range map[string]struct{ there, link, to, want string }{
		"new":              {want: "x.png"},
		"over another":     {there: "x.png", want: "x.png"},
		"a link":           {there: "y.png", link: "x.png", to: "y.png", want: "y.png"},
		"to where none is": {link: "x.png", to: "sub/y.png", want: "sub/y.png"},
		"a link's link":    {link: "x.png", to: "sub/link.png", want: "z.png"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			must(t, os.Mkdir(filepath.Join(dir, "sub"), 0o755))
			must(t, os.Symlink("../z.png", filepath.Join(dir, "sub", "link.png")))
			if c.there != "" {
				must(t, os.WriteFile(filepath.Join(dir, c.there), []byte("old"), 0o600))
			}
			path := filepath.Join(dir, "x.png")
			if c.link != "" {
				must(t, os.Symlink(c.to, path))
			}
			must(t, CheckTarget(path))
			if text, err := written(t, path); err != nil || text != "new" {
				t.Fatalf("%q %v", text, err)
			}
			if info, err := os.Lstat(filepath.Join(dir, c.want)); err != nil || !info.Mode().IsRegular() {
				t.Errorf("%s is none: %v", c.want, err)
			}
			if info, err := os.Lstat(path); err != nil || info.Mode().IsRegular() != (c.link == "") {
				t.Errorf("%s is %v: %v", path, info.Mode(), err)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, ".uncodec-*")); len(left) > 0 {
				t.Errorf("left beside it: %v", left)
			}
		})
	}
}

// TestWriteKeepsMode: what takes another file's place may be read and written by whom that might, and by nobody else.
func TestWriteKeepsMode(t *testing.T) {
	for _, mode := range []os.FileMode{0o600, 0o640, 0o666, 0o755} {
		path := filepath.Join(t.TempDir(), "x.png")
		must(t, os.WriteFile(path, []byte("old"), 0o600))
		must(t, os.Chmod(path, mode))
		must(t, WriteWhole(path, func(w io.Writer) error {
			if info, err := w.(*os.File).Stat(); err != nil || info.Mode() != mode {
				t.Errorf("while it is written it is %v, not %v: %v", info.Mode(), mode, err)
			}
			_, err := io.WriteString(w, "new")
			return err
		}))
		if info, err := os.Stat(path); err != nil || info.Mode() != mode {
			t.Errorf("%v became %v, %v", mode, info.Mode(), err)
		}
	}
}

// TestWriteNowhere: what cannot be written is refused before the work as after it, by the name that was given, and what is
// there stays as it is.
func TestWriteNowhere(t *testing.T) {
	dir := t.TempDir()
	locked, folder, protected, round := filepath.Join(dir, "locked"), filepath.Join(dir, "folder"), filepath.Join(dir, "protected.png"), filepath.Join(dir, "round.png")
	must(t, errors.Join(os.Mkdir(locked, 0o755), os.Mkdir(folder, 0o755), os.Symlink("round.png", round), os.Symlink("missing/x.png", filepath.Join(dir, "astray.png"))))
	must(t, os.WriteFile(protected, []byte("old"), 0o600))
	asNobody(t, dir)
	must(t, errors.Join(os.Chmod(locked, 0o500), os.Chmod(protected, 0o400)))
	for path, says := range map[string]string{
		filepath.Join(locked, "x.png"):         "no file can be made in " + locked + " (permission denied): name another folder",
		folder:                                 "it is a folder",
		protected:                              "it is there and may not be written (permission denied): name another file",
		round:                                  "round and round",
		filepath.Join(dir, "astray.png"):       "there is no folder " + filepath.Join(dir, "missing") + ": make it first",
		filepath.Join(dir, "missing", "x.png"): "there is no folder " + filepath.Join(dir, "missing") + ": make it first",
		filepath.Join(protected, "x.png"):      "there is no folder " + protected,
		filepath.Join(dir, strings.Repeat("long", 100)): "file name too long",
	} {
		if err := CheckTarget(path); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s is refused with %v, want %q", path, err, says)
		}
		if _, err := written(t, path); err == nil || !strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), ".uncodec-") {
			t.Errorf("written to %s: %v, want %q", path, err, says)
		}
	}
	for path, says := range map[string]string{
		filepath.Join(locked, "new", "and", "new"): "no file can be made in " + locked + " (permission denied)",
		filepath.Join(protected, "new"):            protected + " is a file: name a folder",
		round + "/":                                round + " cannot be used (too many levels of symbolic links)",
	} {
		if err := CheckFolder(path); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("the folder %s is refused with %v, want %q", path, err, says)
		}
	}
	must(t, CheckFolder(filepath.Join(folder, "new", "and", "new")))
	if text, err := os.ReadFile(protected); err != nil || string(text) != "old" {
		t.Errorf("what is write-protected is %q now: %v", text, err)
	}
}

// TestWriteInPlace: what grows in its place needs no room beside it.
func TestWriteInPlace(t *testing.T) {
	dir := t.TempDir()
	there := filepath.Join(dir, "there.csv")
	must(t, os.WriteFile(there, nil, 0o600))
	asNobody(t, dir)
	must(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	must(t, CheckInPlace(there))
	for what, err := range map[string]error{"a new file": CheckInPlace(filepath.Join(dir, "new.csv")), "another in its place": CheckTarget(there)} {
		if err == nil {
			t.Errorf("%s can be written where no file can be made", what)
		}
	}
}

// TestWriteFails: what ends amid its writing leaves what was there, and is told by the name that was given.
func TestWriteFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.png")
	must(t, os.WriteFile(path, []byte("old"), 0o600))
	err := WriteWhole(path, func(w io.Writer) error {
		part := w.(*os.File)
		must(t, part.Close())
		_, err := part.Write([]byte("new"))
		return err
	})
	if err == nil || !strings.HasPrefix(err.Error(), path+": ") || strings.Contains(err.Error(), ".uncodec-") {
		t.Error(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "old" {
		t.Errorf("%q %v", text, err)
	}
}

// asNobody takes root's rights over files from this test, to its end: modes do not bind root.
func asNobody(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	must(t, os.Chmod(filepath.Dir(dir), 0o755))
	must(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, nobody, nobody))
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
