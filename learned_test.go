package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// coders is a folder with one small network file, its input, and what the training's own
// code makes of it.
const coders = "inference/testdata/codecs"

// TestLearnedCodec codes a picture with a learned codec: the coded file and the pixels are
// those of the training's code, which decodes that file to these pixels.
func TestLearnedCodec(t *testing.T) {
	needTools(t)
	dir := t.TempDir()
	decoded, stream := filepath.Join(dir, "decoded.png"), filepath.Join(dir, "coded.uncd")
	compress := func(codec, level string) (int, string, string) {
		return uncodec(t, "compress", coders+"/input.png", "--codecs", coders, "--codec", codec, "--level", level,
			"-o", decoded, "--bitstream", stream, "--json")
	}
	code, stdout, stderr := compress("cheng_psnr", "2")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	has(t, stdout, "file", "output", "codec", "level", "bytes", "bpp")
	got, err := os.ReadFile(stream)
	if err != nil {
		t.Fatal(err)
	}
	if want, err := os.ReadFile(coders + "/coded.uncd"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d coded bytes, of the training's code %d, or others (%v)", len(got), len(want), err)
	}
	code, stdout, stderr = uncodec(t, "compare", coders+"/decoded.png", decoded, "--json")
	if psnr, infinite := has(t, stdout, "psnr")["psnr"].(float64); code != 0 || infinite && psnr < 60 {
		t.Errorf("the pixels are %v dB from the training's: %s", stdout, stderr)
	}

	for says, asked := range map[string][2]string{
		"cheng_psnr-3.onnx is missing": {"cheng_psnr", "3"},
		"hific-low.onnx is missing":    {"hific", "low"},
		"quality of 1, 2, 3, 4":        {"cheng_psnr", "9"},
		"rate of low, medium, high":    {"hific", "1"},
	} {
		if code, _, stderr := compress(asked[0], asked[1]); code != 1 || !strings.Contains(stderr, says) {
			t.Errorf("%v: exit %d, %s", asked, code, stderr)
		}
	}
}

// TestLearnedCodecDamaged: a network file that is none is told by name, and stands in for nothing.
func TestLearnedCodecDamaged(t *testing.T) {
	needTools(t)
	dir := t.TempDir()
	good, err := os.ReadFile(coders + "/cheng_psnr-2.onnx")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"cheng_psnr-1.onnx": good, "cheng_psnr-2.onnx": good[:5000], "hific-low.onnx": nil} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for says, asked := range map[string][2]string{
		"cheng_psnr-1.onnx holds another codec": {"cheng_psnr", "1"},
		"cheng_psnr-2.onnx of a learned codec":  {"cheng_psnr", "2"},
		"hific-low.onnx of a learned codec":     {"hific", "low"},
	} {
		code, _, stderr := uncodec(t, "compress", coders+"/input.png", "--codecs", dir, "--codec", asked[0], "--level", asked[1], "-o", filepath.Join(dir, "out.png"))
		if code != 1 || !strings.Contains(stderr, says) {
			t.Errorf("%v: exit %d, %s", asked, code, stderr)
		}
	}
	if exists(filepath.Join(dir, "out.png")) {
		t.Error("a picture was written all the same")
	}
}
