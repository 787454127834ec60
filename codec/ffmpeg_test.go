package codec

import (
	"errors"
	"image"
	"os"
	"path/filepath"
	"testing"
)

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
