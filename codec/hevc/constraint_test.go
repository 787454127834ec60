package hevc

import (
	"fmt"
	"image"
	"math"
	"testing"

	"github.com/disintegration/imaging"

	"uncodec/codec/codectest"
	"uncodec/codec/hold"
	"uncodec/fine"
)

// limited codes as training does: in BT.601 of limited range.
func limited(t testing.TB, img *image.NRGBA, format, params string) []byte {
	t.Helper()
	return codectest.Limited(t, img, format, "-c:v", "libx265", "-x265-params", params+":keyint=1:log-level=0", "-f", "hevc")
}
func constraintOf(t testing.TB, stream []byte, img *image.NRGBA) *hold.Tiles {
	t.Helper()
	c, err := ReadConstraint(t.Context(), codectest.Alone(stream, img.Rect.Size()), hold.Training)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestIntervals: the original lies where the file says, in luma: within 0.7 of a step of it, since x265 rounds down at times; and
// in steps it would, if predictions or levels were a little wrong.
func TestIntervals(t *testing.T) {
	photo := codectest.Photo(t, 160, 126)
	for params, least := range map[string]float64{
		"qp=22:ipratio=1": 0.99, "qp=32:ipratio=1": 0.99, "qp=42:ipratio=1": 0.99, "crf=26:aq-mode=2": 0.97, "qp=30:scaling-list=default:ipratio=1": 0.97,
	} {
		for _, format := range []string{"yuv420p", "yuv444p10le"} {
			share, _ := codectest.Within(t, constraintOf(t, limited(t, photo, format, params), photo), photo)
			if share < least {
				t.Errorf("%s, %s: %.1f %% of the original's frequencies lie where the file says", params, format, 100*share)
			}
		}
	}
}

// TestQP: the mean is of what the blocks have.
func TestQP(t *testing.T) {
	photo := codectest.Photo(t, 160, 126)
	stream := limited(t, photo, "yuv420p", "qp=29:ipratio=1")
	if c := constraintOf(t, stream, photo); c.Level != 29 {
		t.Errorf("the mean QP is %v", c.Level)
	}
	if qp, err := QP(stream, photo.Rect.Size()); qp != 29 || err != nil {
		t.Errorf("the first mean QP is %v, %v", qp, err)
	}
	if qp, err := QP(stream[:len(stream)/2], photo.Rect.Size()); err != ErrFormat {
		t.Errorf("of half a stream the mean QP is %v, %v", qp, err)
	}
	ten := limited(t, photo, "yuv420p10le", "qp=29:ipratio=1")
	if c := constraintOf(t, ten, photo); c.Level != 29 {
		t.Errorf("of 10 bits the mean QP is %v", c.Level)
	}
	stream = limited(t, photo, "yuv420p", "crf=29:aq-mode=2:aq-strength=2")
	qps := map[int8]bool{}
	r, sum := decoded(t, stream), 0
	for _, qp := range r.qps {
		qps[qp], sum = true, sum+int(qp)
	}
	c := constraintOf(t, stream, photo)
	if mean := float64(sum) / float64(len(r.qps)); len(qps) < 3 || math.Abs(c.Level-mean) > 1e-9 {
		t.Errorf("the QPs are %v, their mean %v, told as %v", qps, mean, c.Level)
	}
	if first, err := opened(t, stream).meanQP(t.Context(), 1); err != nil || math.Abs(first-float64(r.qps[0])) > 6 || first == c.Level {
		t.Errorf("the first block's QPs have a mean of %v, %v", first, err)
	}
}

// TestHold holds blurred originals to their files: they come nearer to the originals, and stay about there once held.
func TestHold(t *testing.T) {
	original := codectest.Photo(t, 158, 126)
	for _, format := range []string{"yuv420p", "yuv444p", "yuv420p10le"} {
		for _, params := range []string{"qp=17", "qp=27", "qp=37", "crf=28:aq-mode=2", "qp=24:ctu=16", "qp=30:scaling-list=default"} {
			codectest.Nearer(t, format+", "+params, constraintOf(t, limited(t, original, format, params), original), original, 38)
		}
	}
}

// TestCut: a file that ends early is not held to, or holding to it says so.
func TestCut(t *testing.T) {
	photo := codectest.Photo(t, 158, 126)
	stream := limited(t, photo, "yuv420p", "qp=27")
	for _, share := range []int{1, 30, 70, 95} {
		_, err := ReadConstraint(t.Context(), codectest.Alone(stream[:len(stream)*share/100], photo.Rect.Size()), hold.Training)
		if err != ErrFormat {
			t.Errorf("%d %% of a stream are read: %v", share, err)
		}
	}
}

// TestAnotherSize: a stream of another size than the container states is not read, nor one that hides most of its own.
func TestAnotherSize(t *testing.T) {
	photo := codectest.Photo(t, 64, 64)
	stream := limited(t, photo, "yuv420p", "qp=27")
	if _, err := ReadConstraint(t.Context(), codectest.Alone(stream, image.Pt(64, 32)), hold.Training); err != ErrFormat {
		t.Error(err)
	}
	big := limited(t, codectest.Photo(t, 300, 64), "yuv420p", "qp=27")
	hidden := codectest.FFmpeg(t, big, "-f", "hevc", "-i", "pipe:0", "-c", "copy", "-bsf:v", "hevc_metadata=crop_right=240", "-f", "hevc", "pipe:1")
	if _, err := ReadConstraint(t.Context(), codectest.Alone(hidden, image.Pt(64, 64)), hold.Training); err != ErrFormat {
		t.Error(err)
	}
	if _, err := QP(big, image.Pt(64, 64)); err != ErrFormat {
		t.Error(err)
	}
	cropped := codectest.FFmpeg(t, big, "-f", "hevc", "-i", "pipe:0", "-c", "copy", "-bsf:v", "hevc_metadata=crop_right=100:crop_left=20", "-f", "hevc", "pipe:1")
	if _, err := ReadConstraint(t.Context(), codectest.Alone(cropped, image.Pt(184, 64)), hold.Training); err != nil {
		t.Error(err)
	}
}

// TestForeign: what is not read is told apart from what makes no sense.
func TestForeign(t *testing.T) {
	photo := codectest.Photo(t, 64, 64)
	stream := limited(t, photo, "yuv422p", "qp=27")
	if _, err := ReadConstraint(t.Context(), codectest.Alone(stream, photo.Rect.Size()), hold.Training); err != ErrForeign {
		t.Errorf("of 4:2:2: %v", err)
	}
	stream = limited(t, photo, "yuv420p", "qp=27")
	if _, err := ReadConstraint(t.Context(), codectest.Alone(stream, photo.Rect.Size()), hold.Colour{Known: true}); err != ErrForeign {
		t.Errorf("of RGB: %v", err)
	}
}

// FuzzHold looks for panics in what is read of a stream.
func FuzzHold(f *testing.F) {
	for _, params := range []string{"qp=12", "qp=37:scaling-list=default", "crf=30:aq-mode=2:tskip=1:slices=2"} {
		f.Add(encoded(f, "64:64", "yuv420p", params))
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		p, err := open(stream)
		if err != nil || p.size.X*p.size.Y > 1<<16 { // to be quick
			return
		}
		img := fine.New(p.shown.Size())
		c, err := ReadConstraint(t.Context(), codectest.Alone(stream, img.Bounds().Size()), hold.Training)
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
	for _, qp := range []int{22, 32} {
		b.Run(fmt.Sprint(qp), func(b *testing.B) {
			stream := limited(b, photo, "yuv420p", fmt.Sprintf("qp=%d", qp))
			for b.Loop() {
				codectest.Held(b, constraintOf(b, stream, photo), attempt)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/(512*512/1e6), "s/Mpx")
		})
	}
}
