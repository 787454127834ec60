package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFullOutput: a command whose figures could not be written has failed, and says so once; its other work is done.
func TestFullOutput(t *testing.T) {
	needTools(t)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no full device")
	}
	defer full.Close()
	clean, dir := drawn(t), t.TempDir()
	restored, damaged := filepath.Join(dir, "restored.png"), filepath.Join(dir, "damaged.png")
	for name, args := range map[string][]string{
		"predict":             {"predict", clean},
		"predict --json":      {"predict", clean, clean, "--json"},
		"restore":             {"restore", clean, "-o", restored},
		"compress":            {"compress", clean, "--codec", "jpeg", "--level", "10", "-o", damaged},
		"compare":             {"compare", clean, clean},
		"evaluate":            {"evaluate", filepath.Dir(clean), "--settings", "jpeg:10", "--markdown"},
		"evaluate --json":     {"evaluate", filepath.Dir(clean), "--settings", "jpeg:10", "--json"},
		"doctor":              {"doctor", "--data", dir},
		"a file that is none": {"predict", clean, "nowhere.jpg"},
	} {
		var told bytes.Buffer
		code := run(t.Context(), args, toolsHere(t), full, &told)
		if code != 1 || strings.Count(told.String(), "what is printed on standard output is not whole: no space left on device\n") != 1 || strings.Contains(told.String(), "/dev/full") {
			t.Errorf("%s: exit %d, said %q", name, code, told.String())
		}
	}
	if !exists(restored) || !exists(damaged) {
		t.Error("what was to be written to files is not there")
	}
}

// TestPrinter: after the first error nothing more is written, which would be out of its place.
func TestPrinter(t *testing.T) {
	var to bytes.Buffer
	p := &printer{to: &failing{to: &to, bad: 2}}
	for _, line := range []string{"a", "b", "c"} {
		if n, err := p.Write([]byte(line)); n != 1 || err != nil {
			t.Errorf("%s: %d %v", line, n, err)
		}
	}
	if to.String() != "a" || p.trouble() != os.ErrClosed {
		t.Errorf("%q %v", to.String(), p.trouble())
	}
}

// failing writes to another writer, but for the writing of a number.
type failing struct {
	to     *bytes.Buffer
	n, bad int
}

func (f *failing) Write(text []byte) (int, error) {
	if f.n++; f.n == f.bad {
		return 0, os.ErrClosed
	}
	return f.to.Write(text)
}
