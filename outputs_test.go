package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// touched makes empty files, and the folders that they are in.
func touched(t *testing.T, paths ...string) {
	t.Helper()
	for _, path := range paths {
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, nil, 0o600))
	}
}

// TestOutputs: no result takes the place of an original, named or not, or of another result.
func TestOutputs(t *testing.T) {
	dir := t.TempDir()
	c := restoreCommand{Output: dir}
	seen := map[string]bool{}
	for _, name := range []string{"a.png", "b.jpg", "b.webp", "c.jpg", "c.png"} {
		path := filepath.Join(dir, name)
		touched(t, path)
		seen[path] = true
		if name != "c.png" {
			c.Files = append(c.Files, path)
		}
	}
	to, err := c.outputs()
	if err != nil {
		t.Fatal(err)
	}
	for file, target := range to {
		if seen[target] {
			t.Errorf("%s goes to %s, which is taken", file, target)
		}
		seen[target] = true
	}
	if len(to) != len(c.Files) {
		t.Errorf("%d of %d files go somewhere", len(to), len(c.Files))
	}
}

// TestOutputsElsewhere: in a folder that no input is named from, a result replaces what has its name, but neither a file
// that is read and only reached there by a link, nor a folder, nor what another result goes to.
func TestOutputsElsewhere(t *testing.T) {
	for name, c := range map[string]struct {
		files            []string // by their names in in/
		symbolic, linked [2]string
		there            []string
		reference        string
		want             []string // by their names in out/
	}{
		"nothing there":    {files: []string{"x.jpg"}, want: []string{"x.png"}},
		"another picture":  {files: []string{"x.jpg"}, there: []string{"out/x.png"}, want: []string{"x.png"}},
		"a link in":        {files: []string{"x.png"}, there: []string{"out/x.png"}, symbolic: [2]string{"../out/x.png", "in/x.png"}, want: []string{"x-2.png"}},
		"a link out":       {files: []string{"x.png"}, there: []string{"in/x.png", "out/y.png"}, symbolic: [2]string{"../in/x.png", "out/x.png"}, want: []string{"x-2.png"}},
		"a hard link":      {files: []string{"x.png"}, there: []string{"out/x.png"}, linked: [2]string{"out/x.png", "in/x.png"}, want: []string{"x-2.png"}},
		"the next is free": {files: []string{"x.png"}, there: []string{"out/x.png", "out/x-2.png"}, linked: [2]string{"out/x.png", "in/x.png"}, want: []string{"x-2.png"}},
		"the reference":    {files: []string{"x.jpg"}, there: []string{"out/x.png"}, symbolic: [2]string{"../out/x.png", "in/r.png"}, reference: "r.png", want: []string{"x-2.png"}},
		"a folder":         {files: []string{"x.jpg"}, there: []string{"out/x.png/y"}, want: []string{"x-2.png"}},
		"of another":       {files: []string{"a.jpg", "b.jpg"}, there: []string{"out/a.png"}, symbolic: [2]string{"a.png", "out/b.png"}, want: []string{"a.png", "b-2.png"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			must(t, os.MkdirAll("in", 0o755))
			must(t, os.MkdirAll("out", 0o755))
			touched(t, c.there...)
			if c.symbolic[0] != "" {
				must(t, os.Symlink(c.symbolic[0], c.symbolic[1]))
			}
			if c.linked[0] != "" {
				must(t, os.Link(c.linked[0], c.linked[1]))
			}
			line := restoreCommand{Output: "out/"}
			for _, file := range c.files {
				line.Files = append(line.Files, filepath.Join("in", file))
			}
			if c.reference != "" {
				line.Reference = filepath.Join("in", c.reference)
			}
			to, err := line.outputs()
			must(t, err)
			for n, file := range line.Files {
				if want := filepath.Join("out", c.want[n]); to[file] != want {
					t.Errorf("%s goes to %s, want %s", file, to[file], want)
				}
			}
		})
	}
}

// TestReady: what came to lie where a result is to go is looked at once more before the work.
func TestReady(t *testing.T) {
	t.Chdir(t.TempDir())
	touched(t, "in/x.jpg", "out/folder.png/y", "out/there.png")
	must(t, os.Symlink("../in/x.jpg", "out/itself.png"))
	c := restoreCommand{Files: []string{"in/x.jpg"}, Output: "out/"}
	for target, says := range map[string]string{
		"out/new.png": "", "new/new.png": "", "out/there.png": "",
		"out/folder.png": "out/folder.png: it is a folder", "out/itself.png": "out/itself.png: it is in/x.jpg itself",
	} {
		if err := c.ready(target); (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", target, err)
		}
	}
}
