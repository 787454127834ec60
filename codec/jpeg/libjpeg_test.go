package jpeg

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"uncodec/codec/codectest"

	"github.com/disintegration/imaging"
)

// TestDecodeAsLibjpeg holds our pixels against djpeg's for every subsampling,
// with sizes at which the edges of chroma matter. They must be the same.
func TestDecodeAsLibjpeg(t *testing.T) {
	program(t, "djpeg")
	program(t, "cjpeg")
	for _, size := range []image.Point{{400, 300}, {401, 299}, {33, 17}, {6, 5}, {5, 6}, {4, 4}, {3, 3}, {2, 2}, {1, 1}, {1, 9}, {9, 1}} {
		photo := ppm(codectest.Photo(t, size.X, size.Y))
		for _, sample := range []string{"1x1", "2x1", "1x2", "2x2", "4x1", "4x2", "2x2,1x2,2x1", "1x1,2x2,2x2", "2x1,2x2,1x1"} {
			for _, extra := range []string{"-baseline", "-progressive", "-grayscale", "-rgb", "-optimize"} {
				name := fmt.Sprintf("%s/%dx%d%s", sample, size.X, size.Y, extra)
				compareWithDjpeg(t, name, pipe(t, photo, "cjpeg", "-quality", "40", "-restart", "3B", "-sample", sample, extra))
			}
		}
	}
}

// TestCutAsLibjpeg: a baseline file that ends early shows as much as djpeg shows of it, and tells how much is missing.
func TestCutAsLibjpeg(t *testing.T) {
	program(t, "djpeg")
	program(t, "cjpeg")
	for _, extra := range []string{"-baseline", "-grayscale", "-restart 2B"} {
		file := pipe(t, ppm(codectest.Photo(t, 400, 300)), "cjpeg", append([]string{"-quality", "60"}, strings.Fields(extra)...)...)
		for cut, want := range map[int][2]float64{4: {0, 0.05}, len(file) / 2: {0.3, 0.7}} {
			compareWithDjpeg(t, fmt.Sprintf("%s less %d", extra, cut), file[:len(file)-cut])
			if _, lacks, err := Decode(context.Background(), file[:len(file)-cut]); err != nil || lacks.End < want[0] || lacks.End > want[1] {
				t.Errorf("%s less %d lacks %+v, %v", extra, cut, lacks, err)
			}
		}
		if _, lacks, err := Decode(context.Background(), append(file[:len(file)/2:len(file)/2], 0xff, markEOI)); err != nil || lacks.End < 0.3 {
			t.Errorf("%s, closed by somebody, lacks %+v, %v", extra, lacks, err)
		}
		if _, _, err := Decode(context.Background(), file[:len(file)/6]); err == nil {
			t.Errorf("%s: a sixth of a file was taken", extra)
		}
	}
	// djpeg smooths what of a progressive file lacks detail.
	file := pipe(t, ppm(codectest.Photo(t, 400, 300)), "cjpeg", "-quality", "60", "-progressive")
	if _, lacks, err := Decode(context.Background(), file[:2*len(file)/3]); err != nil || lacks != (Lacks{Detail: true}) {
		t.Errorf("progressive: it lacks %+v, %v", lacks, err)
	}
	if _, lacks, err := Decode(context.Background(), file); err != nil || lacks != (Lacks{}) {
		t.Errorf("whole: it lacks %+v, %v", lacks, err)
	}
	for at := range len(file) - 1 { // between scans, too
		if at < len(file)/8 || file[at] != 0xff || file[at+1] != SOS {
			continue
		}
		for name, cut := range map[string][]byte{"": file[:at:at], ", closed by somebody": append(file[:at:at], 0xff, markEOI)} {
			if _, lacks, err := Decode(context.Background(), cut); err != nil || lacks != (Lacks{Detail: true}) {
				t.Errorf("before the scan at %d%s it lacks %+v, %v", at, name, lacks, err)
			}
		}
	}
}

// TestColoursCutAsLibjpeg: a baseline file with a scan for each colour that ends within one, or before it, shows the others.
func TestColoursCutAsLibjpeg(t *testing.T) {
	program(t, "djpeg")
	program(t, "cjpeg")
	scans := filepath.Join(t.TempDir(), "scans")
	if err := os.WriteFile(scans, []byte("0;\n1;\n2;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	photo := ppm(codectest.Photo(t, 200, 150))
	file := pipe(t, photo, "cjpeg", "-quality", "60", "-scans", scans)
	of := func(file []byte, scan int) int {
		at := 0
		for range scan + 1 {
			at += bytes.Index(file[at:], []byte{0xff, SOS}) + 2
		}
		return at
	}
	for name, test := range map[string]struct {
		cut   int
		early bool // within the first
	}{
		"within Y": {of(file, 1) - 500, true}, "before Cb": {of(file, 1) - 2, false}, "within Cb": {of(file, 1) + 100, false},
		"before Cr": {of(file, 2) - 2, false}, "within Cr": {of(file, 2) + 100, false},
	} {
		_, lacks, err := Decode(t.Context(), file[:test.cut])
		if err != nil || lacks.End > 0 != test.early || !lacks.Detail {
			t.Errorf("%s: it lacks %+v, %v", name, lacks, err)
			continue
		}
		compareWithDjpeg(t, name, file[:test.cut])
		if c := constraintOf(t, append(file[:test.cut:test.cut], 0xff, markEOI), 1); c != nil {
			t.Errorf("%s: it has a constraint", name)
		}
	}
	if _, _, err := Decode(t.Context(), file[:of(file, 0)+100]); err == nil {
		t.Error("next to nothing of Y is taken for a picture")
	}
	rgb := pipe(t, photo, "cjpeg", "-rgb", "-scans", scans)
	if _, _, err := Decode(t.Context(), rgb[:of(rgb, 1)+100]); err != FormatError("a colour is missing") {
		t.Errorf("red without green and blue: %v", err)
	}
}

// TestLostAsLibjpeg: where restart intervals are lost in between, what is there stays in its place and the lost ones are grey.
func TestLostAsLibjpeg(t *testing.T) {
	program(t, "djpeg")
	program(t, "cjpeg")
	for kind, rows := range map[string]int{"-baseline": 16, "-progressive": 16, "-grayscale": 32} { // an interval is a row of MCUs
		file := pipe(t, ppm(codectest.Photo(t, 128, 256)), "cjpeg", "-quality", "60", "-restart", "1", kind)
		restart := func(number byte) int { return bytes.Index(file, []byte{0xff, markRST0 + number}) }
		for lost := range 5 {
			cut := slices.Concat(file[:restart(2)], file[restart(2+byte(lost)):])
			got, lacks, err := Decode(t.Context(), cut)
			if lost > 2 {
				if err != FormatError("a part of it is missing") {
					t.Errorf("%s, %d lost: %v", kind, lost, err)
				}
				continue
			}
			if err != nil || lacks != (Lacks{Within: float64(lost) / float64(rows)}) {
				t.Errorf("%s, %d lost: it lacks %+v, %v", kind, lost, lacks, err)
				continue
			}
			right := image.Rect(18, 0, 128, 256) // of the MCU that a lost interval begins with djpeg makes something
			want := imaging.Crop(fromPPM(t, pipe(t, cut, "djpeg", "-rgb")), right)
			if !bytes.Equal(imaging.Crop(got, right).Pix, want.Pix) {
				t.Errorf("%s, %d lost: the pixels are not djpeg's", kind, lost)
			}
			if c := constraintOf(t, cut, 1); (c == nil) != (lost > 0) {
				t.Errorf("%s, %d lost: a constraint %v", kind, lost, c != nil)
			}
		}
	}
}

// TestRealJPEGsAsLibjpeg does the same with photographs from cameras and phones.
func TestRealJPEGsAsLibjpeg(t *testing.T) {
	program(t, "djpeg")
	const photos = "../../../shared/data/test/BSDS500_test/*.jpg"
	files, err := filepath.Glob(photos)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("skipped: no shared data at %s", photos)
	}
	for _, path := range files {
		compareWithDjpeg(t, filepath.Base(path), readFile(t, path))
	}
}

func compareWithDjpeg(t *testing.T, name string, file []byte) {
	t.Helper()
	got, _, err := Decode(context.Background(), file)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	want := fromPPM(t, pipe(t, file, "djpeg", "-rgb"))
	if got.Rect != want.Rect {
		t.Fatalf("%s: %v, and djpeg's is %v", name, got.Rect, want.Rect)
	}
	most, differ := 0, 0
	for i := range want.Pix {
		if d := int(got.Pix[i]) - int(want.Pix[i]); d != 0 {
			most, differ = max(most, d, -d), differ+1
		}
	}
	if most > 0 {
		t.Errorf("%s: up to %d levels from djpeg, %d of %d samples differ", name, most, differ, len(want.Pix)/4*3)
	}
}
