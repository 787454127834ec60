package main

import (
	"os"
	"os/exec"
	"path/filepath"
)

// library is where libonnxruntime should be.
func (o *toolOptions) library() string {
	if exists(o.Onnxruntime) {
		return absolute(o.Onnxruntime) // as it stands: the loader looks elsewhere for a name without a folder
	}
	if o.Onnxruntime != "" {
		return o.Onnxruntime
	}
	return beside("libonnxruntime.so")
}

// ffmpeg is the program for the video codecs, "" where there is none.
func (o *toolOptions) ffmpeg() string {
	if exists(o.Ffmpeg) {
		return absolute(o.Ffmpeg)
	}
	if o.Ffmpeg != "" {
		return o.Ffmpeg
	}
	if pinned := beside("ffmpeg"); exists(pinned) {
		return pinned
	}
	found, _ := exec.LookPath("ffmpeg")
	return found
}

// absolute is a path that nobody looks for along a search path.
func absolute(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}

// beside is a path in the folder of the running program.
func beside(name string) string {
	exe, err := os.Executable()
	if err == nil {
		exe, err = filepath.EvalSymlinks(exe)
	}
	if err != nil {
		return name
	}
	return filepath.Join(filepath.Dir(exe), name)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
