package codec

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBadImages feeds every hostile and odd file in: none may panic or take
// long, and each must be taken or refused as its manifest says.
func TestBadImages(t *testing.T) {
	manifest := string(readFile(t, sharedFiles(t, "badimages/manifest.tsv")[0]))
	lines := strings.Split(strings.TrimSpace(manifest), "\n")[1:]
	for _, line := range lines {
		field := strings.Split(line, "\t")
		name, kind, expectation := field[0], strings.Fields(field[1])[0], field[2]
		t.Run(name, func(t *testing.T) {
			ours := slices.Contains([]string{"jpeg", "png", "webp", "gif", "bmp"}, kind) ||
				box.ffmpeg != "" && slices.Contains([]string{"heic", "avif", "jxl"}, kind)
			start := time.Now()
			err := takeIn(t, readFile(t, filepath.Join(shared, "badimages", name)))
			if took := time.Since(start); took > 12*time.Second {
				t.Errorf("took %v", took)
			}
			switch {
			case err != nil && expectation == "accept" && ours:
				t.Errorf("refused: %v", err)
			case err == nil && (expectation == "reject-4xx" || !ours && kind != "random"):
				t.Error("taken, should be refused")
			}
		})
	}
}

// takeIn runs inspect and Decode and holds them to one another.
func takeIn(t *testing.T, data []byte) error {
	t.Helper()
	header, err := inspect(data, DefaultLimits())
	mustBeInput(t, err)
	pic, decodeErr := box.Decode(context.Background(), data, DefaultLimits())
	mustBeInput(t, decodeErr)
	switch {
	case err != nil && decodeErr == nil:
		t.Errorf("inspect refuses (%v), Decode takes", err)
	case decodeErr == nil && (pic.Image.Rect.Dx() != header.Width || pic.Image.Rect.Dy() != header.Height):
		t.Errorf("the header says %d x %d, the picture is %v", header.Width, header.Height, pic.Image.Rect)
	case decodeErr == nil && pic.Header != header.Header:
		t.Errorf("headers differ: %+v and %+v", header.Header, pic.Header)
	}
	return decodeErr
}

// mustBeInput lets only errors through that people can be shown.
func mustBeInput(t *testing.T, err error) {
	t.Helper()
	var input *InputError
	if err == nil {
		return
	}
	if !errors.As(err, &input) || input.Message == "" || input.Kind == "" {
		t.Errorf("not an input error: %v", err)
	} else if os.Getenv("CODEC_VERBOSE") != "" {
		t.Logf("%s: %s", input.Kind, input.Message)
	}
}
