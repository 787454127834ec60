package store

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

func TestPutFile(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	for _, content := range []string{"", "x", strings.Repeat("x", 10)} {
		hash, size, err := s.PutFile(t.Context(), strings.NewReader(content), 10)
		must(t, err)
		got, err := s.ReadFile(hash)
		if err != nil || string(got) != content || size != int64(len(content)) {
			t.Errorf("put %q, got %q, %d bytes, %v", content, got, size, err)
		}
	}
	again := mustPut(t, s, "x")
	if again != mustPut(t, s, "x") || len(fileNames(t, s)) != 3 {
		t.Error("the same bytes should be one file")
	}
}

// TestPutFileFails: nothing is kept of what could not be kept whole.
func TestPutFileFails(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	_, _, err := s.PutFile(t.Context(), strings.NewReader(strings.Repeat("x", 11)), 10)
	mustBe(t, err, ErrTooLarge)

	broken := errors.New("the client went away")
	for _, length := range []int{0, 5, 10} { // before, within and right at the limit
		r := io.MultiReader(strings.NewReader(strings.Repeat("x", length)), iotest.ErrReader(broken))
		_, _, err = s.PutFile(t.Context(), r, 10)
		mustBe(t, err, broken)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err = s.PutFile(ctx, strings.NewReader("x"), 10)
	mustBe(t, err, context.Canceled)

	if names := fileNames(t, s); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
}

// TestPicturesElsewhere: pictures on another disk than the database are refused with what to do; within the folder a link
// is like any name.
func TestPicturesElsewhere(t *testing.T) {
	for to, fits := range map[string]bool{t.TempDir(): false, "nowhere": false, "beside": true} {
		dir := t.TempDir()
		must(t, os.Mkdir(filepath.Join(dir, "beside"), 0o700))
		must(t, os.Symlink(to, filepath.Join(dir, picturesName)))
		s, err := Open(t.Context(), dir)
		if fits {
			must(t, err)
			must(t, errors.Join(s.Ping(t.Context()), s.Close()))
		} else if err == nil || !strings.Contains(err.Error(), "--data") || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s: %v", to, err)
		}
	}
}

// TestHostileNames: only a hash names a file.
func TestHostileNames(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	must(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("secret"), 0o600))
	must(t, os.Symlink("../secret", filepath.Join(dir, picturesName, strings.Repeat("a", 64))))
	must(t, os.WriteFile(filepath.Join(dir, picturesName, temporary+"half"), nil, 0o600))
	for _, name := range []string{
		"", ".", "..", "/", "../secret", "../../etc/passwd", "/etc/passwd", "..\\secret", "%2e%2e/secret",
		"../" + databaseName, temporary + "half", "a\x00b", "secret", "./" + strings.Repeat("b", 62),
		strings.Repeat("../", 21) + "x", strings.Repeat("b", 64), strings.Repeat("b", 65), strings.Repeat("B", 64),
		strings.Repeat("é", 32),
	} {
		if f, err := s.OpenFile(name); !errors.Is(err, ErrNotFound) || f != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if f, err := s.OpenFile(strings.Repeat("a", 64)); err == nil {
		f.Close()
		t.Error("followed a link out of the folder")
	}
}
