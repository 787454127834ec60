package av1

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"testing"

	"github.com/disintegration/imaging"

	"uncodec/codec/codectest"
	"uncodec/codec/hold"
	"uncodec/fine"
)

// limited codes as training does: in BT.601 of limited range.
func limited(t testing.TB, img *image.NRGBA, format, options string) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, img); err != nil {
		t.Fatal(err)
	}
	return codedBy(t, file.Bytes(), options, "-f", "png_pipe", "-i", "pipe:0", "-vf", "scale=out_color_matrix=bt601:out_range=tv:flags=bicubic+accurate_rnd,format="+format)
}

// oneTile is a picture of one tile.
func oneTile(stream []byte, size image.Point) []hold.Tile {
	return []hold.Tile{{Stream: stream, Size: size, Lie: hold.Lying(size)}}
}

func constraintOf(t testing.TB, stream []byte, img *image.NRGBA) *Constraint {
	t.Helper()
	c, err := ReadConstraint(t.Context(), oneTile(stream, img.Rect.Size()), hold.Training)
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
			within, all := 0, 0
			err := constraintOf(t, limited(t, photo, format, options), photo).Squares([2]*fine.Image{fine.Of(photo), fine.Of(photo)}, func(s *hold.Square) {
				if s.Plane != 0 {
					return
				}
				for k, v := range s.Found[0] {
					all++
					if off := float64(v/s.Kind.Steps[k]) - float64(s.Levels[k]); math.Abs(off) < 0.7 {
						within++
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if share := float64(within) / float64(all); share < 0.985 || all < 160*126 {
				t.Errorf("%s, %s: %.1f %% of the original's %d frequencies lie where the file says", options, format, 100*share, all)
			}
		}
	}
}

// TestMeanCRF: the mean is of what the blocks have, which differs from the whole's where superblocks tell their own.
func TestMeanCRF(t *testing.T) {
	photo := codectest.Photo(t, 160, 126)
	if c := constraintOf(t, limited(t, photo, "yuv420p", aom+"-crf 27"), photo); c.CRF != 27 {
		t.Errorf("the mean CRF is %v", c.CRF)
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
	if mean := float64(sum) / float64(area) / 4; len(indices) < 3 || math.Abs(c.CRF-mean) > 0.7 {
		t.Errorf("the indices are %v, their mean CRF %v, told as %v", indices, mean, c.CRF)
	}
}

// TestHold holds blurred originals to their files: they come nearer to the originals, and stay about there once held.
func TestHold(t *testing.T) {
	original := codectest.Photo(t, 158, 126)
	attempt := imaging.Blur(original, 1.5)
	for _, options := range []string{aom + "-crf 10", aom + "-crf 25", aom + "-crf 40", aom + "-crf 25 -aom-params tune=iq", aom + "-crf 25 -aom-params deltaq-mode=3", svt + "-crf 20"} {
		for _, format := range []string{"yuv420p", "yuv444p", "yuv420p10le"} {
			if format == "yuv444p" && options[:len(svt)] == svt {
				continue
			}
			c := constraintOf(t, limited(t, original, format, options), original)
			near := codectest.Held(t, c, attempt)
			if before, after := codectest.PSNR(t, original, attempt), codectest.PSNR(t, original, near); after < before+0.1 {
				t.Errorf("%s, %s: %.2f dB from the original, and held %.2f dB", options, format, before, after)
			}
			if kept := codectest.PSNR(t, near, codectest.Held(t, c, near)); kept < 38 {
				t.Errorf("%s, %s: what is held once is %.1f dB from what is held twice", options, format, kept)
			}
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
		if _, err := ReadConstraint(t.Context(), oneTile(stream[:len(stream)*share/100], photo.Rect.Size()), hold.Training); err != ErrFormat {
			t.Errorf("%d %% of a stream are read: %v", share, err)
		}
	}
	if _, err := ReadConstraint(t.Context(), oneTile(stream, image.Pt(158, 64)), hold.Training); err != ErrFormat {
		t.Error("a stream of another size is read:", err)
	}
	if _, err := ReadConstraint(t.Context(), oneTile(stream, photo.Rect.Size()), hold.Colour{Known: true}); err != ErrForeign {
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
		c, err := ReadConstraint(t.Context(), oneTile(stream, p.size), hold.Training)
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
