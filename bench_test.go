package main

import (
	"image"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"uncodec/codec"
)

// BenchmarkRestore24Mpx restores a 6000×4000 JPEG with the built program and
// reports its peak memory: the goal is 1.5 GiB at most.
func BenchmarkRestore24Mpx(b *testing.B) {
	if !exists("bin/uncodec") {
		b.Skip("the program is not built: run `make build`")
	}
	picture := filepath.Join(b.TempDir(), "large.jpg")
	writeLarge(b, picture)
	for b.Loop() {
		command := exec.Command("bin/uncodec", "restore", picture, "-o", filepath.Join(b.TempDir(), "out.png"))
		if out, err := command.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		usage := command.ProcessState.SysUsage().(*syscall.Rusage)
		b.ReportMetric(float64(usage.Maxrss)/1024, "peak-MiB")
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/24, "s/Mpx")
}

// writeLarge makes a busy picture of 24 megapixels: noise over ramps, as no codec likes it.
func writeLarge(b *testing.B, path string) {
	img := image.NewNRGBA(image.Rect(0, 0, 6000, 4000))
	noise := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(i/24000%200 + noise.IntN(56))
	}
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if err := codec.EncodeJPEG(file, img, 60, "4:2:0"); err != nil {
		b.Fatal(err)
	}
}
