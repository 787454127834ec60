package jpeg

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"strings"
	"testing"

	"uncodec/codec/codectest"
)

// TestEncodeAsLibjpeg: the files are cjpeg's, byte for byte, at every chroma and quality, and at sizes whose edges matter.
func TestEncodeAsLibjpeg(t *testing.T) {
	program(t, "cjpeg")
	for _, size := range []image.Point{{400, 300}, {401, 299}, {33, 17}, {24, 8}, {9, 23}, {6, 5}, {2, 2}, {1, 1}, {1, 9}, {9, 1}} {
		img := codectest.Photo(t, size.X, size.Y)
		for chroma, sample := range map[string]string{"4:2:0": "2x2", "4:2:2": "2x1", "4:4:4": "1x1"} {
			for _, quality := range []int{1, 5, 10, 40, 50, 75, 92, 97, 100} {
				want := pipe(t, ppm(img), "cjpeg", "-baseline", "-quality", fmt.Sprint(quality), "-sample", sample)
				if got := encoded(t, img, quality, chroma); !bytes.Equal(got, want) {
					t.Errorf("%v, %s at %d: %d bytes, and %d of cjpeg, which differ from %d on", size, chroma, quality, len(got), len(want), firstDifference(got, want))
				}
			}
		}
	}
}

// TestEncodeCut: rows that lie apart in memory are coded as those that follow one another.
func TestEncodeCut(t *testing.T) {
	whole := codectest.Photo(t, 90, 70)
	cut := whole.SubImage(image.Rect(10, 20, 51, 61)).(*image.NRGBA)
	alone := image.NewNRGBA(image.Rect(0, 0, 41, 41))
	for y := range 41 {
		copy(alone.Pix[y*alone.Stride:], cut.Pix[y*cut.Stride:][:4*41])
	}
	if !bytes.Equal(encoded(t, cut, 80, "4:2:0"), encoded(t, alone, 80, "4:2:0")) {
		t.Error("they differ")
	}
}

// TestEncodeRefuses what no JPEG can be.
func TestEncodeRefuses(t *testing.T) {
	small := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for says, err := range map[string]error{
		"quality":       Encode(io.Discard, small, 0, "4:2:0"),
		"so 101 is":     Encode(io.Discard, small, 101, "4:2:0"),
		`not "4:1:1"`:   Encode(io.Discard, small, 50, "4:1:1"),
		"not 0 × 8":     Encode(io.Discard, image.NewNRGBA(image.Rect(0, 0, 0, 8)), 50, "4:2:0"),
		"not 65501 × 1": Encode(io.Discard, image.NewNRGBA(image.Rect(0, 0, 65501, 1)), 50, "4:2:0"),
		"full":          Encode(full{}, small, 50, "4:2:0"),
	} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, which should say %q", err, says)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("the disk is full") }

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// FuzzEncode: any pixels become a file that is read again as what it says it is, and is near them at the best quality.
func FuzzEncode(f *testing.F) {
	f.Add(bytes.Repeat([]byte{0, 0, 0, 255, 255, 255, 255, 0, 0}, 100), uint8(12), uint8(99), uint8(2))
	f.Add(bytes.Repeat([]byte{0, 255, 0, 255, 0, 255}, 200), uint8(17), uint8(0), uint8(0))
	f.Add(bytes.Repeat([]byte{9, 90, 200}, 400), uint8(19), uint8(49), uint8(1))
	f.Fuzz(func(t *testing.T, colours []byte, width, quality, chroma uint8) {
		w, q, name := int(width)%70+1, int(quality)%100+1, []string{"4:2:0", "4:2:2", "4:4:4"}[chroma%3]
		h := len(colours) / 3 / w
		if h < 1 {
			return
		}
		img := image.NewNRGBA(image.Rect(0, 0, w, h))
		for i := range w * h {
			copy(img.Pix[4*i:], append(colours[3*i:3*i+3:3*i+3], 255))
		}
		file := encoded(t, img, q, name)
		header, err := ReadHeader(file)
		if err != nil || header.Width != w || header.Height != h || header.Quality != q || !header.StandardTables || header.Subsampling != name {
			t.Fatalf("%+v, %v", header, err)
		}
		got, lacks, err := Decode(context.Background(), file)
		if err != nil || lacks != (Lacks{}) {
			t.Fatalf("it lacks %+v, %v", lacks, err)
		}
		if q < 100 || name != "4:4:4" {
			return
		}
		for i, v := range got.Pix {
			if d := int(v) - int(img.Pix[i]); max(d, -d) > 8 {
				t.Fatalf("sample %d is %d, and was %d", i, v, img.Pix[i])
			}
		}
	})
}
