package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/codec/metadata"
	"uncodec/studio"
)

// TestRestoreMeasuresWhatItWrote: beside a reference stands what others will see of the file.
func TestRestoreMeasuresWhatItWrote(t *testing.T) {
	needTools(t)
	clean, dir := drawn(t), t.TempDir()
	damaged := filepath.Join(dir, "damaged.png")
	if code, _, errs := uncodec(t, "compress", clean, "--codec", "jpeg", "--level", "10", "-o", damaged); code != 0 {
		t.Fatal(errs)
	}
	seen := map[float64]string{}
	for name, flags := range map[string]string{"out.png": "", "out.jpg": "--quality 30", "out.webp": "--quality 30"} {
		to := filepath.Join(dir, name)
		code, out, errs := uncodec(t, append([]string{"restore", damaged, "-o", to, "--reference", clean, "--json"}, strings.Fields(flags)...)...)
		var r studio.Restoration
		if err := json.Unmarshal([]byte(out), &r); code != 0 || err != nil || r.Restored == nil {
			t.Fatalf("%s: %v %s", name, err, errs)
		}
		_, out, errs = uncodec(t, "compare", clean, to)
		if !strings.HasSuffix(out, "  "+measured(*r.Restored)+"\n") {
			t.Errorf("%s: %s, and compare says %s%s", name, measured(*r.Restored), out, errs)
		}
		if other, again := seen[r.Restored.PSNR]; again {
			t.Errorf("%s has the figures of %s", name, other)
		}
		seen[r.Restored.PSNR] = name
	}
}

// TestRestoreKeepsMetadata: what a photograph says besides its pixels comes along, the
// place and our notes by choice, nothing with --bare.
func TestRestoreKeepsMetadata(t *testing.T) {
	needTools(t)
	const camera = "codec/metadata/testdata/camera.jpg"
	for flags, want := range map[string]struct{ exif, place, note bool }{
		"":                    {exif: true},
		"--keep-place --note": {exif: true, place: true, note: true},
		"--bare":              {},
	} {
		to := filepath.Join(t.TempDir(), "out.jpg")
		args := append([]string{"restore", camera, "-o", to, "--quality", "80"}, strings.Fields(flags)...)
		if code, _, errs := uncodec(t, args...); code != 0 {
			t.Fatalf("%q: %s", flags, errs)
		}
		file, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		found := metadata.Read(file)
		noted := bytes.Contains(found.XMP, []byte(`uncodec:Model="fast"`))
		if (found.EXIF != nil) != want.exif || (found.ICC != nil) != want.exif || metadata.HasPlace(found) != want.place || noted != want.note {
			t.Errorf("%q: EXIF of %d bytes, profile of %d, place %v, note %v", flags, len(found.EXIF), len(found.ICC), metadata.HasPlace(found), noted)
		}
	}
	to := filepath.Join(t.TempDir(), "out.jpg")
	if code, _, errs := uncodec(t, "restore", camera, "-o", to, "--quality", "101"); code != 2 || !strings.Contains(errs, "1 to 100") {
		t.Errorf("quality 101: exit code %d, %q", code, errs)
	}
}
