package codec

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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

// twoSizes are files that state two sizes, of which a decoder takes the one that the limits forbid.
func twoSizes(t testing.TB) map[string][]byte {
	size := func(w, h uint32) []byte {
		return pngChunk("IHDR", append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h), 8, 6, 0, 0, 0))
	}
	const signature = "\x89PNG\r\n\x1a\n"
	pixels, end := pngChunk("IDAT", []byte("x\x9c\x03\x00\x00\x00\x00\x01")), pngChunk("IEND", nil)
	extended := func(side byte) string { // a chunk of a canvas of 256·side + 1 pixels a side, with alpha
		return "VP8X\x0a\x00\x00\x00\x10\x00\x00\x00\x00" + string(side) + "\x00\x00" + string(side) + "\x00"
	}
	frame := "VP8 \x0a\x00\x00\x00\x10\x00\x00\x9d\x01\x2a\x01\x00\x01\x00"
	var photo bytes.Buffer
	if err := EncodeJPEG(&photo, image.NewNRGBA(image.Rect(0, 0, 16, 16)), 50, "4:2:0"); err != nil {
		t.Fatal(err)
	}
	sof := bytes.Index(photo.Bytes(), []byte{0xff, 0xc0})
	segment := bytes.Clone(photo.Bytes()[sof:][:19])
	segment[5], segment[7] = 0x40, 0x40
	return map[string][]byte{
		"PNG, behind its end":    slices.Concat([]byte(signature), size(5000, 5000), pixels, end, size(64, 64)),
		"PNG, before its pixels": slices.Concat([]byte(signature), size(64, 64), size(5000, 5000), pixels, end),
		"WebP, behind its frame": []byte("RIFF\x00\x00\x00\x00WEBP" + extended(64) + frame + extended(0)),
		"WebP, two at once":      []byte("RIFF\x00\x00\x00\x00WEBP" + extended(0) + extended(64) + frame),
		"JPEG, before its scan":  slices.Concat(photo.Bytes()[:sof], photo.Bytes()[sof:][:19], segment, photo.Bytes()[sof+19:]),
	}
}

// TestTwoSizes: what states two sizes is refused before it is decoded, which may cost gigabytes.
func TestTwoSizes(t *testing.T) {
	for name, file := range twoSizes(t) {
		if pic, err := box.Decode(context.Background(), file, Limits{Pixels: 1 << 20}); err == nil && pic.Image.Rect.Dx() > 64 {
			t.Errorf("%s: %v", name, pic.Image.Rect)
		} else if _, ok := asInput(err); !ok && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		before := allocated()
		_, _ = box.Decode(context.Background(), file, Limits{Pixels: 1 << 20})
		if grown := allocated() - before; grown > 4<<20 {
			t.Errorf("%s took %d MiB", name, grown>>20)
		}
	}
}

// allocated is how many bytes were ever taken.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
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
	if took := time.Since(start); took > 15*time.Second {
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
	if took := time.Since(start); took > 15*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestNoEndMarker: a JPEG that only lacks its end is taken, with a note.
func TestNoEndMarker(t *testing.T) {
	var file bytes.Buffer
	if err := EncodeJPEG(&file, image.NewNRGBA(image.Rect(0, 0, 40, 30)), 50, "4:2:0"); err != nil {
		t.Fatal(err)
	}
	pic, err := box.Decode(context.Background(), file.Bytes()[:file.Len()-2], DefaultLimits())
	if err != nil || len(pic.Notes) != 1 {
		t.Errorf("got %v, %v", pic, err)
	}
}
