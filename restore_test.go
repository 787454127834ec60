package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestToldOnce: an option that is wrong for every file is told once, before any is read or a folder is made.
func TestToldOnce(t *testing.T) {
	needTools(t)
	clean, dir := drawn(t), filepath.Join(t.TempDir(), "new")
	for says, options := range map[string][]string{
		`no model "nope"`:         {"--model", "nope"},
		`no codec "nope"`:         {"--codec", "nope"},
		`jpeg has no level "11"`:  {"--codec", "jpeg", "--level", "11"},
		"ONNX Runtime is missing": {"--onnxruntime", "/nowhere"},
	} {
		commands := [][]string{append([]string{"restore", clean, "nowhere.jpg", "-o", dir + "/"}, options...)}
		if options[0] != "--codec" {
			commands = append(commands, append([]string{"predict", clean, "nowhere.jpg"}, options...))
		}
		for _, args := range commands {
			code, _, stderr := uncodec(t, args...)
			if code != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, says) || strings.Contains(stderr, clean) {
				t.Errorf("%v: exit %d, said %q, want %q", args, code, stderr, says)
			}
		}
	}
	if exists(dir) {
		t.Error("a folder was made for nothing")
	}
}

// TestReplaced: what has a result's name in its folder is replaced, which is told; a file that was named is meant.
func TestReplaced(t *testing.T) {
	needTools(t)
	clean, dir := drawn(t), t.TempDir()
	target := filepath.Join(dir, "drawn.png")
	for n, to := range []string{dir + "/", dir, target} {
		code, _, stderr := uncodec(t, "restore", clean, "-o", to)
		if code != 0 || strings.Contains(stderr, clean+": "+target+" was there and is replaced\n") != (n == 1) {
			t.Errorf("-o %s: exit %d, said %q", to, code, stderr)
		}
	}
}
