package studio

import (
	"bytes"
	"context"
	"image"
	"io"
	"log/slog"
	"math"
	"os"
	"sync"
	"testing"
	"time"

	"uncodec/assets"
	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
)

var startRuntime = sync.OnceValues(func() (*inference.Runtime, error) {
	return inference.Start("../bin/libonnxruntime.so", 2, inference.CPU)
})

var openFast = sync.OnceValues(func() (*inference.Model, error) { return openModel("fast") })

func openModel(name string) (*inference.Model, error) {
	r, err := startRuntime()
	if err != nil {
		return nil, err
	}
	return inference.Open(context.Background(), r, assets.Models(), name)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newEngine has the real networks and codecs.
func newEngine(t testing.TB) *Engine {
	t.Helper()
	for _, tool := range []string{"../bin/libonnxruntime.so", "../bin/ffmpeg"} {
		if _, err := os.Stat(tool); err != nil {
			t.Skipf("%s is not here: run `make setup`", tool)
		}
	}
	m, err := openFast()
	if err != nil {
		t.Fatal(err)
	}
	return &Engine{Models: []*inference.Model{m}, Tools: codec.NewToolbox("../bin/ffmpeg"), Limits: codec.DefaultLimits()}
}

// newStudio has a real store in dir; nothing works its queue until work is called.
func newStudio(t testing.TB, dir string) *Studio {
	t.Helper()
	kept, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(newEngine(t), kept, assets.Samples(), slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	return s
}

// start works the queue until the test or stop ends it.
func start(t testing.TB, s *Studio) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// drawn is a picture of soft shapes and edges.
func drawn(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			at := img.PixOffset(x, y)
			img.Pix[at] = uint8(127 + 100*math.Sin(float64(x)/9)*math.Cos(float64(y)/13))
			img.Pix[at+1] = uint8(80 + 60*math.Sin(float64(x*y)/900))
			img.Pix[at+2] = uint8((x/20+y/24)%2*120 + 50)
			img.Pix[at+3] = 255
		}
	}
	return img
}

// upload is a drawn picture as a JPEG file of somebody's.
func upload(t testing.TB, owner string, w, h int) Upload {
	t.Helper()
	var file bytes.Buffer
	if err := codec.EncodeJPEG(&file, drawn(w, h), 10, "4:2:0"); err != nil {
		t.Fatal(err)
	}
	return Upload{Owner: owner, Name: "drawn.jpg", File: &file}
}

func asPNG(t testing.TB, owner string, w, h int) Upload {
	t.Helper()
	var file bytes.Buffer
	if err := codec.EncodePNG(&file, drawn(w, h)); err != nil {
		t.Fatal(err)
	}
	return Upload{Owner: owner, Name: "drawn.png", File: &file}
}

// end waits for a job's last event.
func end(t testing.TB, s *Studio, id, owner string) Event {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	news, stop, err := s.Watch(ctx, id, owner)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for {
		select {
		case e := <-news:
			if e.Ended() {
				return e
			}
		case <-ctx.Done():
			t.Fatal("the job did not end")
		}
	}
}
