package codec

import (
	"bytes"
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestLimits(t *testing.T) {
	file := pngBytes(t, image.NewNRGBA(image.Rect(0, 0, 40, 30)))
	for name, test := range map[string]struct {
		limits Limits
		want   Kind
	}{
		"none":          {Limits{}, ""},
		"just right":    {Limits{Bytes: int64(len(file)), Pixels: 1200, Side: 40}, ""},
		"a byte more":   {Limits{Bytes: int64(len(file)) - 1}, TooLarge},
		"a pixel more":  {Limits{Pixels: 1199}, TooManyPix},
		"a column more": {Limits{Side: 39}, TooManyPix},
	} {
		_, err := inspect(file, test.limits)
		var got Kind
		if e, ok := asInput(err); ok {
			got = e.Kind
		}
		if got != test.want {
			t.Errorf("%s: got %q (%v), want %q", name, got, err, test.want)
		}
	}
}

// slowFile would keep the decoder busy for half a minute.
func slowFile(t *testing.T) []byte {
	path := filepath.Join(shared, "badimages/jpeg-heavy--many-scans.jpg")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("skipped: no shared data at %s", path)
	}
	return readFile(t, path)
}

func TestDecodeTime(t *testing.T) {
	start := time.Now()
	_, err := box.Decode(context.Background(), slowFile(t), Limits{DecodeTime: 200 * time.Millisecond})
	if e, ok := asInput(err); !ok || e.Kind != TooSlow {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestDecodeCancelled(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := box.Decode(ctx, slowFile(t), Limits{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestNoEndMarker: a JPEG that only lacks its end is taken, with a note.
func TestNoEndMarker(t *testing.T) {
	var file bytes.Buffer
	if err := EncodeJPEG(&file, image.NewNRGBA(image.Rect(0, 0, 40, 30)), 50); err != nil {
		t.Fatal(err)
	}
	pic, err := box.Decode(context.Background(), file.Bytes()[:file.Len()-2], DefaultLimits())
	if err != nil || len(pic.Notes) != 1 {
		t.Errorf("got %v, %v", pic, err)
	}
}
