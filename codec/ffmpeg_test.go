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
		"' >&2; kill -9 $$; echo '":                                 false, // as a system does that is out of memory
	} {
		program := script(t, "cat > /dev/null\necho '"+said+"' >&2\nexit 1")
		_, err := NewToolbox(program).Compress(t.Context(), image.NewNRGBA(image.Rect(0, 0, 64, 64)), "hevc", "32")
		if err == nil || errors.As(err, new(*InputError)) != blamed {
			t.Errorf("%s: %v", said, err)
		}
	}
}

// script is an ffmpeg that says it has an encoder of HEVC, and does else what is told.
func script(t *testing.T, does string) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "ffmpeg")
	text := "#!/bin/sh\ncase \"$*\" in *-encoders*) echo ' V..... libx265 HEVC'; exit;; esac\n" + does + "\n"
	if err := os.WriteFile(program, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return program
}

// TestProgramGone: an ffmpeg that is not there any more is no fault of a picture's.
func TestProgramGone(t *testing.T) {
	program := script(t, "exit 1")
	box := NewToolbox(program)
	if hevc, _ := toolOf("hevc"); box.missing(hevc, "") != "" {
		t.Fatal("it is not there at first")
	}
	if err := os.Remove(program); err != nil {
		t.Fatal(err)
	}
	_, err := box.Compress(t.Context(), image.NewNRGBA(image.Rect(0, 0, 64, 64)), "hevc", "32")
	if e, ok := asInput(err); !ok || e.Kind != Absent || !strings.Contains(e.Message, "there is no ffmpeg at "+program) {
		t.Errorf("coding: %v", err)
	}
	heic := readFile(t, "testdata/foreign/plain.heic")
	if _, err := box.Decode(t.Context(), heic, DefaultLimits()); err == nil || !strings.Contains(err.Error(), "there is no ffmpeg at "+program) {
		t.Errorf("decoding: %v", err)
	}
}

// TestAskedAgain: an ffmpeg that could not answer once is asked again after a while.
func TestAskedAgain(t *testing.T) {
	there := script(t, "exit 1")
	away := there + ".away"
	if err := os.Rename(there, away); err != nil {
		t.Fatal(err)
	}
	box := NewToolbox(there)
	if len(box.encoders()) > 0 {
		t.Fatal("it is there")
	}
	if err := os.Rename(away, there); err != nil {
		t.Fatal(err)
	}
	if len(box.encoders()) > 0 {
		t.Error("it is asked all the time")
	}
	box.known.asked = box.known.asked.Add(-2 * againAfter)
	if !box.encoders()["libx265"] {
		t.Error("it is never asked again")
	}
}
