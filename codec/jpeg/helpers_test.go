package jpeg

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"os/exec"
	"testing"
)

// program finds a program on the path; a test without it is skipped.
func program(t testing.TB, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("skipped: %s is not installed", name)
	}
}

// pipe runs a program over input.
func pipe(t testing.TB, input []byte, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.Output()
	if warned := cmd.ProcessState.ExitCode() == 2; err != nil && !warned { // as libjpeg's programs end after a warning
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// encoded is a file of ours.
func encoded(t testing.TB, img *image.NRGBA, quality int, chroma string) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := Encode(&file, img, quality, chroma); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func ppm(img *image.NRGBA) []byte {
	out := fmt.Appendf(nil, "P6\n%d %d\n255\n", img.Rect.Dx(), img.Rect.Dy())
	for i := 0; i < len(img.Pix); i += 4 {
		out = append(out, img.Pix[i:i+3]...)
	}
	return out
}

func fromPPM(t testing.TB, data []byte) *image.NRGBA {
	t.Helper()
	var w, h, most int
	if _, err := fmt.Sscanf(string(data[:min(len(data), 40)]), "P6\n%d %d\n%d\n", &w, &h, &most); err != nil {
		t.Fatal(err)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i, v := range data[len(data)-3*w*h:] {
		out.Pix[i/3*4+i%3], out.Pix[i/3*4+3] = v, 255
	}
	return out
}
