package studio

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"uncodec/codec"
)

// TestReadFileRefused: who may not read a file is told so, and not that there is none.
func TestReadFileRefused(t *testing.T) {
	dir := t.TempDir()
	locked, inside := filepath.Join(dir, "locked"), filepath.Join(dir, "locked", "x.png")
	must(t, os.Mkdir(locked, 0o700))
	must(t, os.WriteFile(inside, nil, 0o600))
	hers := filepath.Join(dir, "hers.png")
	must(t, os.WriteFile(hers, nil, 0o600))
	asNobody(t, dir)
	must(t, os.Chmod(hers, 0))
	must(t, os.Chmod(locked, 0))
	t.Cleanup(func() { os.Chmod(locked, 0o700) })
	e := Engine{Tools: codec.NewToolbox(""), Limits: codec.DefaultLimits()}
	const may = ": it may not be read (permission denied): let it be read, or name a copy of your own"
	for path, want := range map[string]string{
		hers: hers + may, inside: inside + may,
		filepath.Join(dir, "nowhere.png"): filepath.Join(dir, "nowhere.png") + ": there is no such file",
	} {
		if _, err := e.ReadFile(t.Context(), path); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := Folder(locked); err == nil || !strings.Contains(err.Error(), "cannot be read (permission denied): name another") {
		t.Error(err)
	}
}

// TestFolder: what is hidden, what lies deeper and what has another ending are no pictures of a folder.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(dir, "deeper", "nested.png"), 0o700))
	for _, name := range []string{"b.JPG", "a.webp", "._a.webp", ".c.png", "notes.txt", "deeper/d.png"} {
		must(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	got, err := Folder(dir)
	if want := []string{filepath.Join(dir, "a.webp"), filepath.Join(dir, "b.JPG")}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v %v, want %v", got, err, want)
	}
	must(t, os.Rename(filepath.Join(dir, "deeper"), filepath.Join(dir, "deeper.png")))
	must(t, os.Remove(got[0]))
	must(t, os.Remove(got[1]))
	if _, err := Folder(dir); err == nil || !strings.Contains(err.Error(), "none of the files right in it") {
		t.Error(err)
	}
}
