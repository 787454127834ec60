package main

import (
	"path/filepath"
	"testing"
)

// TestOutputs: no result takes the place of an original or of another result.
func TestOutputs(t *testing.T) {
	dir := t.TempDir()
	c := restoreCommand{Output: dir}
	for _, name := range []string{"a.png", "b.jpg", "b.webp"} {
		c.Files = append(c.Files, filepath.Join(dir, name))
	}
	to, err := c.outputs()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range c.Files {
		seen[file] = true
	}
	for file, target := range to {
		if seen[target] {
			t.Errorf("%s goes to %s, which is taken", file, target)
		}
		seen[target] = true
	}
}
