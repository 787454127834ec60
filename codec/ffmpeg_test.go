package codec

import (
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoProgram: a path without an ffmpeg that runs is named, and no picture is blamed.
func TestNoProgram(t *testing.T) {
	heic, err := os.ReadFile("testdata/foreign/plain.heic")
	if err != nil {
		t.Fatal(err)
	}
	for path, says := range map[string]string{
		"": "ffmpeg is missing", "/nowhere/ffmpeg": "there is no ffmpeg at /nowhere/ffmpeg that runs",
		"no-such-program": "there is no ffmpeg at no-such-program that runs", "/bin/true": "there is no ffmpeg at /bin/true that runs",
	} {
		box := NewToolbox(path)
		_, decoding := box.Decode(t.Context(), heic, DefaultLimits())
		_, coding := box.Compress(t.Context(), image.NewNRGBA(image.Rect(0, 0, 64, 64)), "hevc", "32")
		for _, err := range []error{decoding, coding} {
			if err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("%q: %v, should say %q", path, err, says)
			}
		}
	}
}

// TestStarvedIsNoPicturesFault: what fails as the machine is at its limits is not laid to the picture, which would
// drop out of what is measured without a word.
func TestStarvedIsNoPicturesFault(t *testing.T) {
	for said, blamed := range map[string]bool{
		"pthread_create() failed: Resource temporarily unavailable": false,
		"malloc: Cannot allocate memory":                            false,
		"Invalid argument":                                          true,
	} {
		program := filepath.Join(t.TempDir(), "ffmpeg")
		script := "#!/bin/sh\ncase \"$*\" in *-encoders*) echo ' V..... libx265 HEVC'; exit;; esac\ncat > /dev/null\necho '" + said + "' >&2\nexit 1\n"
		if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		_, err := NewToolbox(program).Compress(t.Context(), image.NewNRGBA(image.Rect(0, 0, 64, 64)), "hevc", "32")
		if err == nil || errors.As(err, new(*InputError)) != blamed {
			t.Errorf("%s: %v", said, err)
		}
	}
}
