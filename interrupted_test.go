package main

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
)

// TestInterrupted: who stops a command is told that, and not of what was amid.
func TestInterrupted(t *testing.T) {
	needTools(t)
	clean, dir := drawn(t), t.TempDir()
	ctx, end := context.WithCancel(t.Context())
	end()
	for want, args := range map[string][]string{
		"uncodec: interrupted at " + clean + "\n": {"compress", clean, "--codec", "vvc", "--level", "27", "-o", filepath.Join(dir, "x.png")},
		"uncodec: interrupted\n":                  {"restore", clean, "-o", filepath.Join(dir, "x.png"), "--reference", clean},
	} {
		var told bytes.Buffer
		if code := run(ctx, args, toolsHere(t), &told, &told); code != 1 || told.String() != want {
			t.Errorf("%v: exit %d, said %q", args, code, told.String())
		}
	}
}
