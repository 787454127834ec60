package av1

import (
	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"github.com/disintegration/imaging"

	"uncodec/codec/codectest"
	"uncodec/codec/hold"
	"uncodec/fine"
)

// limited codes as training does: in BT.601 of limited range.
func limited(t testing.TB, img *image.NRGBA, format, options string) []byte {
	t.Helper()
	return codectest.Limited(t, img, format, append(strings.Fields(options), "-f", "obu")...)
}
func constraintOf(t testing.TB, stream []byte, img *image.NRGBA) *hold.Tiles {
	t.Helper()
	c, err := ReadConstraint(t.Context(), codectest.Alone(stream, img.Rect.Size()), hold.Training)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestIntervals: the original lies where the file says, within 0.7 of a step of it, since encoders round down at times; and
// in steps it would, if predictions or levels were a little wrong.
func TestIntervals(t *testing.T) {
	photo := codectest.Photo(t, 160, 126)
	for _, options := range []string{
		aom + "-crf 15", aom + "-crf 30", aom + "-crf 50", aom + "-aom-params tune=iq", aom + "-aom-params deltaq-mode=3", aom + "-aom-params enable-qm=1:qm-max=6",
		svt + "-crf 20", svt + "-crf 45",
	} {
		for _, format := range []string{"yuv420p", "yuv444p10le"} {
			if format != "yuv420p" && options[:len(svt)] == svt {
				continue // which has no 4:4:4
			}
			share, all := codectest.Within(t, constraintOf(t, limited(t, photo, format, options), photo), photo)
			if share < 0.985 || all < 160*126 {
				t.Errorf("%s, %s: %.1f %% of the original's %d frequencies lie where the file says", options, format, 100*share, all)
			}
		}
	}
}

// TestMeanCRF: the mean is of what the blocks have, which differs from the whole's where superblocks tell their own.
func TestMeanCRF(t *testing.T) {
	photo := codectest.Photo(t, 160, 126)
	if c := constraintOf(t, limited(t, photo, "yuv420p", aom+"-crf 27"), photo); c.Level != 27 {
		t.Errorf("the mean CRF is %v", c.Level)
	}
	stream := limited(t, photo, "yuv420p", aom+"-crf 27 -aom-params deltaq-mode=3")
	indices, area := map[int]int{}, 0
	r := newReader(opened(t, stream).frame, func(*block) {})
	r.show = func(b *block) {
		if b.plane == 0 {
			indices[r.index] += b.width() * b.height()
			area += b.width() * b.height()
		}
	}
	if err := r.readTile(0, opened(t, stream).tiles[0], nothing, nothing); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for index, of := range indices {
		sum += index * of
	}
	c := constraintOf(t, stream, photo)
	if mean := float64(sum) / float64(area) / 4; len(indices) < 3 || math.Abs(c.Level-mean) > 0.7 {
		t.Errorf("the indices are %v, their mean CRF %v, told as %v", indices, mean, c.Level)
	}
}

// TestHold holds blurred originals to their files: they come nearer to the originals, and stay about there once held.
func TestHold(t *testing.T) {
	original := codectest.Photo(t, 158, 126)
	for _, options := range []string{aom + "-crf 10", aom + "-crf 25", aom + "-crf 40", aom + "-crf 25 -aom-params tune=iq", aom + "-crf 25 -aom-params deltaq-mode=3", svt + "-crf 20"} {
		for _, format := range []string{"yuv420p", "yuv444p", "yuv420p10le"} {
			if format == "yuv444p" && options[:len(svt)] == svt {
				continue
			}
			codectest.Nearer(t, options+", "+format, constraintOf(t, limited(t, original, format, options), original), original, 38)
		}
	}
}

// TestLossless: what is coded without loss stays as it is.
func TestLossless(t *testing.T) {
	photo := codectest.Photo(t, 64, 64)
	attempt := imaging.Blur(photo, 1)
	if held := codectest.Held(t, constraintOf(t, limited(t, photo, "yuv444p", aom+"-aom-params lossless=1"), photo), attempt); codectest.PSNR(t, attempt, held) < 50 {
		t.Error("it is changed")
	}
}

// TestCutConstraint: a file that ends early is not held to.
func TestCutConstraint(t *testing.T) {
	photo := codectest.Photo(t, 158, 126)
	stream := limited(t, photo, "yuv420p", aom)
	for _, share := range []int{1, 30, 70, 95} {
		if _, err := ReadConstraint(t.Context(), codectest.Alone(stream[:len(stream)*share/100], photo.Rect.Size()), hold.Training); err != ErrFormat {
			t.Errorf("%d %% of a stream are read: %v", share, err)
		}
	}
	if _, err := ReadConstraint(t.Context(), codectest.Alone(stream, image.Pt(158, 64)), hold.Training); err != ErrFormat {
		t.Error("a stream of another size is read:", err)
	}
	if _, err := ReadConstraint(t.Context(), codectest.Alone(stream, photo.Rect.Size()), hold.Colour{Known: true}); err != ErrForeign {
		t.Error("of RGB:", err)
	}
}

// FuzzHold looks for panics in what is read of a stream.
func FuzzHold(f *testing.F) {
	for _, options := range []string{aom + "-crf 10", aom + "-crf 40 -aom-params tune=iq", aom + "-aom-params deltaq-mode=3:aq-mode=1", svt + "-crf 30 -svtav1-params avif=1:lp=1", rav1e} {
		f.Add(encoded(f, "64:64", "yuv420p", options))
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		p, err := open(stream)
		if err != nil || p.size.X*p.size.Y > 1<<16 { // to be quick
			return
		}
		img := fine.New(p.size)
		c, err := ReadConstraint(t.Context(), codectest.Alone(stream, p.size), hold.Training)
		if err == nil {
			err = c.Hold(t.Context(), img, codectest.Wholly)
		}
		if err != nil && err != ErrFormat && err != ErrForeign {
			t.Fatal(err)
		}
	})
}

func BenchmarkHold(b *testing.B) {
	photo := codectest.Photo(b, 512, 512)
	attempt := imaging.Blur(photo, 1.2)
	for _, crf := range []int{20, 40} {
		b.Run(fmt.Sprint(crf), func(b *testing.B) {
			stream := limited(b, photo, "yuv420p", fmt.Sprint(aom, "-crf ", crf))
			for b.Loop() {
				codectest.Held(b, constraintOf(b, stream, photo), attempt)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/(512*512/1e6), "s/Mpx")
		})
	}
}
