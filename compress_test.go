package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/codec/metadata"
)

// TestCompressOntoItself: what a decoder shows is not written over with the coded file, by whatever name.
func TestCompressOntoItself(t *testing.T) {
	clean, dir := drawn(t), t.TempDir()
	shown, link := filepath.Join(dir, "x.png"), filepath.Join(dir, "xl.png")
	must(t, os.Symlink("x.png", link))
	for range 2 { // before it is there, and after
		code, _, stderr := uncodec(t, "compress", clean, "--codec", "jpeg", "--level", "10", "-o", shown, "--bitstream", link)
		if code != 1 || !strings.Contains(stderr, "name another file for the bitstream") {
			t.Errorf("exit %d, said %q", code, stderr)
		}
		touched(t, shown)
	}
}

// TestCompressSays: JSON has the setting as it was read, a codec that lies off the grid with by how much.
func TestCompressSays(t *testing.T) {
	clean, to := drawn(t), filepath.Join(t.TempDir(), "out.png")
	for level, want := range map[string]string{"010": "10", " 20 ": "20", "30+03": "30+3"} {
		code, stdout, stderr := uncodec(t, "compress", clean, "--codec", "jpeg", "--level", level, "--then", "webp:080", "--then", "jpeg:90", "-o", to, "--json")
		var told compressed
		if err := json.Unmarshal([]byte(stdout), &told); code != 0 || err != nil {
			t.Fatalf("%q: exit %d, %v %s", level, code, err, stderr)
		}
		if told.Codec != "jpeg" || told.Level != want || told.Then != "webp:80>jpeg:90" {
			t.Errorf("%q is told as %+v", level, told)
		}
	}
	if _, stdout, _ := uncodec(t, "compress", clean, "--codec", "jpeg", "--level", "010", "-o", to); !strings.Contains(stdout, "  jpeg:10, ") {
		t.Errorf("printed %q", stdout)
	}
}

// TestCompressKeepsColours: what a codec made of a picture is in the picture's colours, and says so.
func TestCompressKeepsColours(t *testing.T) {
	needTools(t)
	const camera = "codec/metadata/testdata/camera.jpg"
	to := filepath.Join(t.TempDir(), "out.png")
	if code, _, errs := uncodec(t, "compress", camera, "--codec", "jpeg", "--level", "50", "-o", to); code != 0 {
		t.Fatal(errs)
	}
	file, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if found := metadata.Read(file); found.ICC == nil || found.EXIF != nil {
		t.Errorf("a profile of %d bytes, EXIF of %d", len(found.ICC), len(found.EXIF))
	}
	if _, _, errs := uncodec(t, "compare", camera, to); strings.Contains(errs, "not colours") {
		t.Error(errs)
	}
}
