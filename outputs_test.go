package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestOutputs: no result takes the place of an original, named or not, or of another result.
func TestOutputs(t *testing.T) {
	dir := t.TempDir()
	c := restoreCommand{Output: dir}
	seen := map[string]bool{}
	for _, name := range []string{"a.png", "b.jpg", "b.webp", "c.jpg", "c.png"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
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
