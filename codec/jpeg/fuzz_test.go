package jpeg

import (
	"context"
	"image"
	"path/filepath"
	"testing"
	"time"

	"uncodec/codec/codectest"
	"uncodec/fine"
)

// FuzzDecode holds the decoder to the header, and looks for panics.
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/seeds/*.jpg")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, path := range files {
		f.Add(readFile(f, path))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ReadHeader(data)
		if err != nil || h.Width < 1 || h.Height < 1 || h.Width*h.Height > 1<<16 || h.Scans > 20 { // to be quick
			return
		}
		start := time.Now()
		img, _, err := Decode(context.Background(), data)
		if err == nil && img.Rect != image.Rect(0, 0, h.Width, h.Height) {
			t.Fatalf("%v for %+v", img.Rect, h)
		}
		if c, _ := ReadConstraint(context.Background(), data, 1); c != nil && err == nil {
			if err := c.Hold(context.Background(), fine.Of(img), codectest.Wholly); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took > 15*time.Second {
			t.Fatalf("took %v", took)
		}
	})
}
