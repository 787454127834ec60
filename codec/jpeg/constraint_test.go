package jpeg

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"testing"

	"uncodec/codec/codectest"
	"uncodec/fine"

	"github.com/disintegration/imaging"
)

func constraintOf(t testing.TB, file []byte, orientation int) *Constraint {
	t.Helper()
	c, err := ReadConstraint(context.Background(), file, orientation)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// checkHold holds a blurred original to its file: it has to come nearer to the original, and what was held already stays about there.
func checkHold(t *testing.T, name string, file []byte, original *image.NRGBA) {
	t.Helper()
	c := constraintOf(t, file, 1)
	if c == nil {
		t.Errorf("%s: no constraint", name)
		return
	}
	codectest.Nearer(t, name, c, original, 40)
}

// TestHoldFine: what is known to a part of a level comes nearer to the original once it is held than what was rounded before.
func TestHoldFine(t *testing.T) {
	original := codectest.Photo(t, 160, 128)
	c := constraintOf(t, encoded(t, original, 97, "4:2:0"), 1)
	known := fine.New(original.Rect.Size())
	for at := 4; at < len(known.Pix)-4; at += 4 { // blurred a little
		before, here, after := original.Pix[at-4:], original.Pix[at:], original.Pix[at+4:]
		mean := func(i int) float32 { return (float32(before[i]) + 14*float32(here[i]) + float32(after[i])) / 16 }
		known.Set(at, mean(0), mean(1), mean(2))
	}
	rounded := codectest.Held(t, c, known.NRGBA)
	if err := c.Hold(context.Background(), known, codectest.Wholly); err != nil {
		t.Fatal(err)
	}
	if fine, rounded := codectest.PSNR(t, original, known.NRGBA), codectest.PSNR(t, original, rounded); fine < rounded+0.02 {
		t.Errorf("%.3f dB from the original, and rounded before %.3f dB", fine, rounded)
	}
}

func TestHoldQualities(t *testing.T) {
	for _, quality := range []int{5, 20, 50, 75, 90, 97} {
		checkHold(t, fmt.Sprint("quality ", quality), encoded(t, codectest.Photo(t, 160, 128), quality, "4:2:0"), codectest.Photo(t, 160, 128))
	}
}

// TestHoldKinds goes over what cjpeg writes: every subsampling, grey, in one pass and in many.
func TestHoldKinds(t *testing.T) {
	program(t, "cjpeg")
	for _, sample := range []string{"1x1", "2x1", "1x2", "2x2", "4x1", "4x2", "1x1,2x2,2x2"} {
		for _, kind := range []string{"-baseline", "-progressive", "-grayscale"} {
			photo := codectest.Photo(t, 101, 75)
			original := photo
			if kind == "-grayscale" {
				original = imaging.Grayscale(photo)
			}
			file := pipe(t, ppm(photo), "cjpeg", "-quality", "40", "-sample", sample, kind)
			checkHold(t, sample+kind, file, original)
		}
	}
}

// TestHoldGivesTheFileBack compresses what was held once more: nearly every value rounds to
// what the file has. Of what was not held many don't.
func TestHoldGivesTheFileBack(t *testing.T) {
	photo := codectest.Photo(t, 160, 128)
	file := encoded(t, photo, 40, "4:2:0")
	c := constraintOf(t, file, 1)
	attempt := imaging.Blur(photo, 1.2)
	other := func(img *image.NRGBA) float64 {
		again := constraintOf(t, encoded(t, img, 40, "4:2:0"), 1)
		differ, all := 0, 0
		for n, of := range c.components {
			for b := range of.blocks {
				for k := range 64 {
					if all++; of.blocks[b][k] != again.components[n].blocks[b][k] {
						differ++
					}
				}
			}
		}
		return float64(differ) / float64(all)
	}
	if before, after := other(attempt), other(codectest.Held(t, c, attempt)); before < 0.02 || after > before/5 {
		t.Errorf("%.2f %% of the values differ from the file's, and of what was held %.2f %%", 100*before, 100*after)
	}
}

// TestHoldCut cuts a file's last columns and rows off without loss, as editors do: what goes on
// behind its edge is no repetition of it.
func TestHoldCut(t *testing.T) {
	for quality, cut := range map[int]image.Point{20: {61, 51}, 40: {55, 59}, 75: {50, 50}} {
		photo := codectest.Photo(t, 64, 64)
		file := encoded(t, photo, quality, "4:2:0")
		uncut := codectest.Held(t, constraintOf(t, file, 1), photo)
		frame := bytes.Index(file, []byte{0xff, markSOF0})
		binary.BigEndian.PutUint16(file[frame+5:], uint16(cut.Y))
		binary.BigEndian.PutUint16(file[frame+7:], uint16(cut.X))
		original := imaging.Crop(photo, image.Rect(0, 0, cut.X, cut.Y))
		near := codectest.Held(t, constraintOf(t, file, 1), original)
		for name, border := range map[string]image.Rectangle{
			"columns": image.Rect(cut.X/8*8, 0, cut.X, cut.Y), "rows": image.Rect(0, cut.Y/8*8, cut.X, cut.Y),
		} {
			was, is := codectest.PSNR(t, imaging.Crop(photo, border), imaging.Crop(uncut, border)), codectest.PSNR(t, imaging.Crop(original, border), imaging.Crop(near, border))
			if is < was-3 {
				t.Errorf("quality %d cut to %v: the last %s of the original itself are moved to %.1f dB, and before the cut to %.1f", quality, cut, name, is, was)
			}
		}
	}
}

// TestHoldBlind: who saw nothing of a picture full of fine colours, and answers grey, is brought to what the file shows, and
// not to the edge of what it allows, which is farther from the original.
func TestHoldBlind(t *testing.T) {
	colours := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range colours.Pix {
		colours.Pix[i] = byte(random.IntN(256))
		if i%4 == 3 {
			colours.Pix[i] = 255
		}
	}
	grey := image.NewNRGBA(colours.Bounds())
	draw.Draw(grey, grey.Bounds(), image.NewUniform(color.Gray{128}), image.Point{}, draw.Src)
	for _, quality := range []int{50, 90} {
		file := encoded(t, colours, quality, "4:4:4")
		shown, _, err := Decode(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		if lost := codectest.PSNR(t, colours, shown) - codectest.PSNR(t, colours, codectest.Held(t, constraintOf(t, file, 1), grey)); lost > 0.5 {
			t.Errorf("quality %d: grey, held, is %.2f dB farther off than the file", quality, lost)
		}
	}
}

func TestNoConstraint(t *testing.T) {
	photo := codectest.Photo(t, 64, 64)
	file := encoded(t, photo, 40, "4:2:0")
	if c := constraintOf(t, file[:len(file)-2], 1); c != nil {
		t.Error("a JPEG without its end has a constraint")
	}
	stepless := bytes.Clone(file)
	stepless[bytes.Index(file, []byte{0xff, markDQT})+5+63] = 0
	if c := constraintOf(t, stepless, 1); c != nil {
		t.Error("a JPEG with a step of 0 has a constraint")
	}
	program(t, "cjpeg")
	if c := constraintOf(t, pipe(t, ppm(photo), "cjpeg", "-rgb"), 1); c != nil {
		t.Error("a JPEG of red, green and blue has a constraint")
	}
	// Progressive, without the scans that bring the last bits, but with an end marker.
	whole := pipe(t, ppm(photo), "cjpeg", "-progressive")
	if constraintOf(t, whole, 1) == nil {
		t.Fatal("a whole progressive JPEG has no constraint")
	}
	last := bytes.LastIndex(whole, []byte{0xff, SOS})
	if c := constraintOf(t, append(bytes.Clone(whole[:last]), 0xff, markEOI), 1); c != nil {
		t.Error("a JPEG without its last scan has a constraint")
	}
	if _, err := ReadConstraint(context.Background(), []byte("no picture"), 1); err == nil {
		t.Error("what is no picture is read")
	}
}

func BenchmarkHold(b *testing.B) {
	photo := codectest.Photo(b, 512, 512)
	c := constraintOf(b, encoded(b, photo, 40, "4:2:0"), 1)
	attempt := imaging.Blur(photo, 1.2)
	for b.Loop() {
		codectest.Held(b, c, attempt)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/(512*512/1e6), "s/Mpx")
}
