package studio

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"
	"time"

	"uncodec/quality"
	"uncodec/store"
)

// TestExhibit: what a kiosk shows is what the real codec and the real networks make.
func TestExhibit(t *testing.T) {
	s := newStudio(t, t.TempDir())
	pristine, err := s.DemoPicture(t.Context(), "retriever")
	if err != nil {
		t.Fatal(err)
	}
	after := map[string]float64{}
	scenes := map[*scene]bool{}
	for _, belief := range DemoBeliefs {
		e, err := s.Exhibit(t.Context(), Demo{"retriever", "jpeg:10", belief})
		if err != nil {
			t.Fatal(err)
		}
		coded, err := s.CompressChain(t.Context(), pristine, "jpeg:10")
		if err != nil {
			t.Fatal(err)
		}
		if e.Coded != len(coded.Bytes) || !same(t, e.Damaged, coded.Image) {
			t.Errorf("%s: the picture is not what the codec makes", belief)
		}
		restored, err := png.Decode(bytes.NewReader(e.Restored))
		if err != nil {
			t.Fatal(err)
		}
		if psnr, err := quality.PSNR(pristine, asNRGBA(restored)); err != nil || psnr != e.After {
			t.Errorf("%s: %.3f dB are said, and %.3f are there: %v", belief, e.After, psnr, err)
		}
		after[belief] = e.After
		at, _ := s.exhibits.scenes.Find(sceneKey{"retriever", "jpeg:10"})
		scenes[at] = true
	}
	believed := after[Auto]
	for belief, psnr := range after {
		// The strongest level that the model knows is the truth here.
		if belief != Auto && belief != AsStrong && psnr >= believed {
			t.Errorf("wrongly told (%s) it reaches %.2f dB, as believed %.2f", belief, psnr, believed)
		}
	}
	// The live decoder answers here: hardly less than the one that the studio restores with.
	e, _ := s.FindExhibit(Demo{"retriever", "jpeg:10", Auto})
	whole, err := s.Restore(t.Context(), e.damaged(t), Order{Reference: pristine})
	if err != nil {
		t.Fatal(err)
	}
	if whole.Restored.PSNR-e.After > 0.05 || e.After < e.Before+0.5 {
		t.Errorf("%.2f dB before, %.2f after, and %.2f in the studio", e.Before, e.After, whole.Restored.PSNR)
	}
	if len(scenes) != 1 || scenes[nil] {
		t.Errorf("four beliefs on one picture took %d scenes", len(scenes))
	}
}

func (e *Exhibit) damaged(t *testing.T) *image.NRGBA {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(e.Damaged))
	if err != nil {
		t.Fatal(err)
	}
	return asNRGBA(img)
}

func same(t *testing.T, file []byte, want *image.NRGBA) bool {
	t.Helper()
	got, err := png.Decode(bytes.NewReader(file))
	return err == nil && bytes.Equal(asNRGBA(got).Pix, want.Pix)
}

// asNRGBA is an opaque picture as the codecs have it.
func asNRGBA(img image.Image) *image.NRGBA {
	if rgba, ok := img.(*image.RGBA); ok {
		return &image.NRGBA{Pix: rgba.Pix, Stride: rgba.Stride, Rect: rgba.Rect}
	}
	return img.(*image.NRGBA)
}

// TestExhibitRefuses what a kiosk does not show.
func TestExhibitRefuses(t *testing.T) {
	s := withoutNetworks(t, t.TempDir())
	for _, d := range []Demo{{"none", "jpeg:10", Auto}, {"retriever", "jpeg:11", Auto}, {"retriever", "jpeg:10", "wrong"}, {"retriever", "jpeg:10>jpeg:5", Auto}, {"retriever", "jpeg:10", untold}} {
		if _, err := s.Exhibit(t.Context(), d); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%v: %v", d, err)
		}
	}
	e, err := s.Exhibit(t.Context(), demo)
	if err != nil || e.Restored != nil || e.Before < 20 {
		t.Errorf("without networks: %v %v", e, err)
	}
}

// TestExhibition: the loop's pictures are made by themselves, after visitors' work.
func TestExhibition(t *testing.T) {
	s := newStudio(t, t.TempDir())
	_, cancel := context.WithCancel(t.Context())
	s.jobs.mu.Lock()
	s.jobs.stop["a visitor's"] = cancel // as while it runs
	s.jobs.mu.Unlock()
	start(t, s)
	ready := func() (n int) {
		for _, e := range s.Exhibition() {
			if e != nil {
				n++
			}
		}
		return n
	}
	for end := time.Now().Add(2 * lookEvery); time.Now().Before(end); time.Sleep(lookEvery / 4) {
		if n := ready(); n > 0 {
			t.Fatalf("%d are made while a visitor waits", n)
		}
	}
	s.jobs.mu.Lock()
	delete(s.jobs.stop, "a visitor's")
	s.jobs.mu.Unlock()
	cancel()
	for end := time.Now().Add(5 * time.Minute); ready() < len(s.Samples()); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d of %d are made", ready(), len(s.Samples()))
		}
	}
	for n, e := range s.Exhibition() {
		if e.After <= e.Before {
			t.Errorf("%s: %.2f dB before, %.2f after", s.Samples()[n].Name, e.Before, e.After)
		}
	}
}
