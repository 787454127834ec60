package codec

import (
	"context"
	"image"
	"path/filepath"
	"testing"
	"time"

	"uncodec/codec/codectest"
	"uncodec/fine"
)

// fuzzLimits keep one input quick.
var fuzzLimits = Limits{Bytes: 1 << 20, Pixels: 1 << 16, Side: 4096, Scans: 20, DecodeTime: 2 * time.Second}

// addSeeds gives the fuzzer the small files in testdata/seeds, here and of package jpeg.
func addSeeds(f *testing.F) {
	for _, folder := range []string{"testdata/seeds", "jpeg/testdata/seeds"} {
		files, err := filepath.Glob(folder + "/*")
		if err != nil || len(files) == 0 {
			f.Fatalf("no seeds in %s: %v", folder, err)
		}
		for _, path := range files {
			f.Add(readFile(f, path))
		}
	}
}

func FuzzInspect(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := inspect(data, fuzzLimits)
		if _, ok := asInput(err); err != nil && !ok {
			t.Fatalf("not an input error: %v", err)
		}
		if err == nil && (h.Width < 1 || h.Height < 1 || h.Width > 4096 || h.Height > 4096 || h.Orientation < 1 || h.Orientation > 8) {
			t.Fatalf("header %+v", h)
		}
	})
}

func FuzzDecode(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		facts, err := inspect(data, fuzzLimits)
		if err != nil {
			return
		}
		start := time.Now()
		pic, err := box.Decode(context.Background(), data, fuzzLimits)
		if _, ok := asInput(err); err != nil && !ok {
			t.Fatalf("not an input error: %v", err)
		}
		if err == nil && pic.Image.Rect.Size() != image.Pt(facts.Width, facts.Height) {
			t.Fatalf("%v for %+v", pic.Image.Rect, facts.Header)
		}
		if c, _ := ReadConstraint(context.Background(), data, fuzzLimits); c != nil && err == nil {
			if err := c.Hold(context.Background(), fine.Of(pic.Image), codectest.Wholly); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took > 15*time.Second {
			t.Fatalf("took %v", took)
		}
	})
}
