package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestNothingIsTold: the libraries that the program brings leave nothing in a home folder to send away
// later; ONNX Runtime would by itself.
func TestNothingIsTold(t *testing.T) {
	needTools(t)
	home := t.TempDir()
	program := exec.Command(os.Args[0], "predict", drawn(t))
	program.Env = []string{programVariable + "=1", "HOME=" + home, "PATH=" + os.Getenv("PATH")}
	for _, name := range []string{"UNCODEC_ONNXRUNTIME", "UNCODEC_FFMPEG"} {
		program.Env = append(program.Env, name+"="+toolsHere(t)(name))
	}
	if said, err := program.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			t.Errorf("%s was written", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
