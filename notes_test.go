package main

import (
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/codec"
	"uncodec/studio"
)

// deep writes a picture of 16 bits a sample, which are rounded as it is read, and returns its path.
func deep(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "deep.png")
	file, err := os.Create(path)
	must(t, err)
	img := image.NewRGBA64(image.Rect(0, 0, 64, 64))
	for i := range img.Pix {
		img.Pix[i] = uint8(i*i>>9) | 128
		if i%8 > 5 {
			img.Pix[i] = 255
		}
	}
	must(t, png.Encode(file, img))
	must(t, file.Close())
	return path
}

// TestNotes: what people should know of a file is told by every command that reads one, and is in JSON too.
func TestNotes(t *testing.T) {
	needTools(t)
	picture, dir := deep(t), t.TempDir()
	const rounded = "16-bit samples were rounded to 8 bits."
	for name, args := range map[string][]string{
		"predict":              {"predict", picture},
		"restore":              {"restore", picture, "-o", filepath.Join(dir, "r.png")},
		"restore, a reference": {"restore", unremarkable(t, picture), "-o", filepath.Join(dir, "r.png"), "--reference", picture},
		"compress":             {"compress", picture, "--codec", "jpeg", "--level", "10", "-o", filepath.Join(dir, "c.png")},
		"compare":              {"compare", unremarkable(t, picture), picture},
		"compare, a reference": {"compare", picture, unremarkable(t, picture)},
		"evaluate":             {"evaluate", filepath.Dir(picture), "--settings", "jpeg:10"},
	} {
		code, _, stderr := uncodec(t, args...)
		if code != 0 || strings.Count(stderr, picture+": "+rounded+"\n") != 1 {
			t.Errorf("%s: exit %d, said %q", name, code, stderr)
		}
	}
	for _, args := range [][]string{{"predict", picture, "--json"}, {"restore", picture, "-o", filepath.Join(dir, "r.png"), "--json"}} {
		_, stdout, stderr := uncodec(t, args...)
		var told struct{ Notes []string }
		if err := json.Unmarshal([]byte(stdout), &told); err != nil || len(told.Notes) != 1 || told.Notes[0] != rounded {
			t.Errorf("%v: %v %s%s", args, err, stdout, stderr)
		}
	}
	if _, stdout, _ := uncodec(t, "predict", drawn(t), "--json"); strings.Contains(stdout, "notes") {
		t.Errorf("there is nothing to note: %s", stdout)
	}
}

// unremarkable writes a picture with nothing to note, as large as another.
func unremarkable(t *testing.T, path string) string {
	t.Helper()
	file, err := os.Open(path)
	must(t, err)
	defer file.Close()
	size, err := png.DecodeConfig(file)
	must(t, err)
	img := image.NewNRGBA(image.Rect(0, 0, size.Width, size.Height))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	to := filepath.Join(t.TempDir(), "clear.png")
	must(t, studio.WriteFile(to, img, codec.Save{}))
	return to
}

// TestTransparent: figures leave transparency out, whatever the format that is saved, and that is told.
func TestTransparent(t *testing.T) {
	needTools(t)
	dir := t.TempDir()
	reference, veiled := image.NewNRGBA(image.Rect(0, 0, 160, 160)), image.NewNRGBA(image.Rect(0, 0, 160, 160))
	for y := range 160 {
		for x := range 160 {
			c := color.NRGBA{uint8(40 + x/2), uint8(60 + 30*math.Sin(float64(x*y)/900)), uint8(y / 2), 255}
			reference.SetNRGBA(x, y, c)
			c.G += uint8((x / 8 % 2) * 6) // some damage
			c.A = uint8(x * 255 / 159)
			veiled.SetNRGBA(x, y, c)
		}
	}
	clean, damaged := filepath.Join(dir, "clean.png"), filepath.Join(dir, "veiled.png")
	must(t, studio.WriteFile(clean, reference, codec.Save{}))
	must(t, studio.WriteFile(damaged, veiled, codec.Save{}))
	const leftOut = "one of the two is transparent in places, which the figures leave out"
	figures := map[string]float64{}
	for _, name := range []string{"out.png", "out.webp", "out.jpg"} {
		code, stdout, stderr := uncodec(t, "restore", damaged, "-o", filepath.Join(dir, name), "--reference", clean, "--json", "--quality", "95")
		if name == "out.png" {
			code, stdout, stderr = uncodec(t, "restore", damaged, "-o", filepath.Join(dir, name), "--reference", clean, "--json")
		}
		var r restored
		if err := json.Unmarshal([]byte(stdout), &r); code != 0 || err != nil {
			t.Fatalf("%s: exit %d, %v %s", name, code, err, stderr)
		}
		figures[name] = r.Restored.PSNR
		if len(r.Notes) != 1 || r.Notes[0] != leftOut || !strings.Contains(stderr, leftOut) {
			t.Errorf("%s: noted %q, said %q", name, r.Notes, stderr)
		}
	}
	if exact := figures["out.png"]; math.Abs(figures["out.jpg"]-exact) > 3 || math.Abs(figures["out.webp"]-exact) > 3 {
		t.Errorf("what is saved has %v dB", figures)
	}
	t.Log(figures)
	if _, _, stderr := uncodec(t, "compress", damaged, "--codec", "jpeg", "--level", "10", "-o", filepath.Join(dir, "c.png")); !strings.Contains(stderr, "transparent in places") {
		t.Errorf("compress says %q", stderr)
	}
}
