package vp8

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"github.com/disintegration/imaging"
	"github.com/gen2brain/webp"

	"uncodec/codec/codectest"
	"uncodec/fine"
)

// encoded is the VP8 frame of a WebP by libwebp.
func encoded(t testing.TB, img *image.NRGBA, quality, method int) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := webp.Encode(&file, img, webp.Options{Quality: quality, Method: method}); err != nil {
		t.Fatal(err)
	}
	_, frame, found := bytes.Cut(file.Bytes(), []byte("VP8 "))
	if !found {
		t.Fatal("libwebp wrote no VP8")
	}
	return frame[4:]
}

func constraintOf(t testing.TB, frame []byte, orientation int) *Constraint {
	t.Helper()
	c, err := ReadConstraint(frame, orientation)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestIntervals: the original lies where the file says, at every quality, in luma: within 0.7 of a step of it, since libwebp rounds down at
// times; and in steps it would, if predictions or levels were a little wrong.
func TestIntervals(t *testing.T) {
	photo := codectest.Photo(t, 160, 128)
	for _, quality := range []int{5, 20, 50, 75, 90, 97} {
		within, all := 0, 0
		err := constraintOf(t, encoded(t, photo, quality, 4), 1).Squares([]*fine.Image{fine.Of(photo)}, func(s Square) {
			for k, v := range s.Pictures[0] {
				if off := float64(v/s.Steps[k]) - float64(s.Levels[k]); s.Plane == 0 {
					all++
					if math.Abs(off) < 0.7 {
						within++
					}
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if share := float64(within) / float64(all); share < 0.99 {
			t.Errorf("quality %d: %.1f %% of the original's frequencies lie where the file says", quality, 100*share)
		}
	}
}

// TestHold holds blurred originals to their files: they come nearer to the originals, and stay about there once held.
func TestHold(t *testing.T) {
	original := codectest.Photo(t, 157, 125)
	for _, quality := range []int{5, 20, 50, 75, 90, 97} {
		for _, method := range []int{0, 4, 6} {
			frame := encoded(t, original, quality, method)
			codectest.Nearer(t, fmt.Sprint("quality ", quality), constraintOf(t, frame, 1), original, 40)
			if q, err := Quality(frame); err != nil || math.Abs(q-float64(quality)) > 6 {
				t.Errorf("quality %d is taken for %.1f, %v", quality, q, err)
			}
		}
	}
}

// TestHoldBlind: who saw nothing of a picture, and answers grey, is brought to about what the file shows.
func TestHoldBlind(t *testing.T) {
	original := codectest.Photo(t, 128, 128)
	grey := image.NewNRGBA(original.Bounds())
	draw.Draw(grey, grey.Bounds(), image.NewUniform(color.Gray{128}), image.Point{}, draw.Src)
	for quality, least := range map[int]float64{20: 24.5, 90: 30.5} { // the files themselves are at 25.0 and 31.0
		if db := codectest.PSNR(t, original, codectest.Held(t, constraintOf(t, encoded(t, original, quality, 4), 1), grey)); db < least {
			t.Errorf("quality %d: grey, held, is %.2f dB from the original", quality, db)
		}
	}
}

// TestBroken: what is cut or no key frame is told from what is whole.
func TestBroken(t *testing.T) {
	photo := codectest.Photo(t, 64, 64)
	frame := encoded(t, photo, 60, 4)
	for name, data := range map[string][]byte{"nothing": nil, "no frame": []byte("no picture at all"), "a later frame": append([]byte{frame[0] | 1}, frame[1:]...), "a header": frame[:20]} {
		if _, err := ReadConstraint(data, 1); err != ErrFormat {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Quality(frame[:60]); err != ErrFormat {
		t.Errorf("quality of a part: %v", err)
	}
	c, err := ReadConstraint(frame[:len(frame)*2/3], 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Hold(t.Context(), fine.Of(imaging.Clone(photo)), codectest.Wholly); err != ErrFormat {
		t.Errorf("held to a file that ends early: %v", err)
	}
}

// FuzzHold looks for panics in what is read of a frame.
func FuzzHold(f *testing.F) {
	for _, quality := range []int{5, 50, 95} {
		f.Add(encoded(f, codectest.Photo(f, 40, 24), quality, 4))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadConstraint(data, 1)
		if err != nil || c.frame.size.X*c.frame.size.Y > 1<<16 { // to be quick
			return
		}
		if err := c.Hold(t.Context(), fine.New(c.frame.size), codectest.Wholly); err != nil && err != ErrFormat {
			t.Fatal(err)
		}
	})
}

func BenchmarkHold(b *testing.B) {
	photo := codectest.Photo(b, 512, 512)
	attempt := imaging.Blur(photo, 1.2)
	for _, quality := range []int{40, 90} {
		b.Run(fmt.Sprint(quality), func(b *testing.B) {
			c := constraintOf(b, encoded(b, photo, quality, 4), 1)
			for b.Loop() {
				codectest.Held(b, c, attempt)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/(512*512/1e6), "s/Mpx")
		})
	}
}
