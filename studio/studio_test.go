package studio

import (
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
)

// TestFlow: upload with a reference, predict, restore, find it again after a restart.
func TestFlow(t *testing.T) {
	dir := t.TempDir()
	s := newStudio(t, dir)
	stop := start(t, s)
	i, err := s.TakeInPair(t.Context(), upload(t, "ann", 200, 150), asPNG(t, "ann", 200, 150))
	if err != nil {
		t.Fatal(err)
	}
	if h := Header(i); h.Format != "jpeg" || h.Quality != 10 || i.Width != 200 {
		t.Errorf("the header is %+v", h)
	}
	p, err := s.Prediction(t.Context(), i.ID, "ann", "")
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Prediction(t.Context(), i.ID, "ann", "")
	if err != nil || again.Seconds != p.Seconds || again.Strength != p.Strength {
		t.Errorf("the prediction was not remembered: %+v, %v", again, err)
	}
	r, err := s.Start(t.Context(), i.ID, "ann", Request{Model: ""})
	if err != nil {
		t.Fatal(err)
	}
	if e := end(t, s, r.ID, "ann"); e.State != store.Done {
		t.Fatalf("the job ended as %+v", e)
	}
	stop()
	if err := s.Store.Close(); err != nil {
		t.Fatal(err)
	}

	reopened := newStudio(t, dir)
	kept, err := reopened.Store.Restoration(t.Context(), r.ID, "ann")
	if err != nil {
		t.Fatal(err)
	}
	var measured Measured
	if err := json.Unmarshal(kept.Measures, &measured); err != nil || measured.Input.PSNR < 15 || measured.Restored.SSIM <= 0 {
		t.Errorf("measures are %s, %v", kept.Measures, err)
	}
	if kept.Consistency == nil || *kept.Consistency <= 0 {
		t.Error("consistency was not measured")
	}
	if taken, asked := ConditionOf(kept); taken.Mode != Auto || asked.Mode != Auto || len(taken.Codec) == 0 {
		t.Errorf("the condition is %+v, %+v", taken, asked)
	}
	if img, err := reopened.Pixels(t.Context(), kept.ResultHash); err != nil || img.Bounds().Size() != image.Pt(200, 150) {
		t.Errorf("the result is %v", err)
	}
}

// TestOverride: another condition makes another picture, in the preview and in the job; so do more views.
func TestOverride(t *testing.T) {
	s := newStudio(t, t.TempDir())
	start(t, s)
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 160, 160))
	if err != nil {
		t.Fatal(err)
	}
	strength := 0.0
	byHand := ConditionRequest{Mode: Manual, Codec: map[string]float64{"hevc": 1}, Strength: &strength}
	var hashes []string
	for _, request := range []Request{{}, {Condition: byHand}, {Views: 4}} {
		request.Model = "fast"
		r, err := s.Start(t.Context(), i.ID, "ann", request)
		if err != nil {
			t.Fatal(err)
		}
		end(t, s, r.ID, "ann")
		r, err = s.Store.Restoration(t.Context(), r.ID, "ann")
		if err != nil {
			t.Fatal(err)
		}
		if r.Views != max(request.Views, 1) {
			t.Errorf("%d views are kept as %d", request.Views, r.Views)
		}
		hashes = append(hashes, r.ResultHash)
	}
	if hashes[2] == hashes[0] {
		t.Error("the mean of four views is the picture of one")
	}
	if hashes[0] == hashes[1] {
		t.Error("the override did not change the picture")
	}
	whole, err := s.Pixels(t.Context(), hashes[1])
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Preview(t.Context(), i.ID, "ann", "", image.Rect(0, 0, 160, 160), byHand)
	if err != nil {
		t.Fatal(err)
	}
	far := 0
	for at := range got.Pix {
		if d := int(got.Pix[at]) - int(whole.Pix[at]); d > 3 || d < -3 {
			far++
		}
	}
	if far > len(got.Pix)/1000 {
		t.Errorf("%d of %d samples of the preview are far from the restoration", far, len(got.Pix))
	}
}

// TestCancel: a waiting job stops at once, a running one soon; neither leaves a result.
func TestCancel(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 1400, 1400))
	if err != nil {
		t.Fatal(err)
	}
	var ids [2]string
	for n := range ids {
		r, err := s.Start(t.Context(), i.ID, "ann", Request{Model: ""})
		if err != nil {
			t.Fatal(err)
		}
		ids[n] = r.ID
	}
	if e, _ := s.Job(t.Context(), ids[1], "ann"); e.Position != 2 {
		t.Errorf("the second job's place is %d, want 2", e.Position)
	}
	if err := s.Cancel(t.Context(), ids[1], "ann"); err != nil {
		t.Fatal(err)
	}
	start(t, s)
	news, stop, err := s.Watch(t.Context(), ids[0], "ann")
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for e := range news {
		if e.Phase == "restore" {
			break
		}
	}
	if err := s.Cancel(t.Context(), ids[0], "ann"); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		r, err := s.Store.Restoration(t.Context(), id, "ann")
		if err != nil || r.State != store.Cancelled || r.ResultHash != "" {
			t.Errorf("%+v, %v: want cancelled, without a result", r.State, err)
		}
	}
	if err := s.Cancel(t.Context(), ids[0], "ann"); !errors.Is(err, store.ErrConflict) {
		t.Errorf("cancelling twice gives %v, want ErrConflict", err)
	}
}

// TestShutdownPutsJobsBack: a job that runs when the studio ends is done by the next one.
func TestShutdownPutsJobsBack(t *testing.T) {
	dir := t.TempDir()
	s := newStudio(t, dir)
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 900, 700))
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Start(t.Context(), i.ID, "ann", Request{Model: ""})
	if err != nil {
		t.Fatal(err)
	}
	stop := start(t, s)
	news, done, err := s.Watch(t.Context(), r.ID, "ann")
	if err != nil {
		t.Fatal(err)
	}
	for e := range news {
		if e.Phase == "restore" {
			break
		}
	}
	done()
	stop()
	if kept, err := s.Store.Restoration(t.Context(), r.ID, "ann"); err != nil || kept.State != store.Queued {
		t.Fatalf("the job is %s, %v; want queued", kept.State, err)
	}
	start(t, s)
	if e := end(t, s, r.ID, "ann"); e.State != store.Done {
		t.Errorf("the job ended as %+v", e)
	}
}

// TestWorkTime: a job that takes too long fails in words, and the next one has its turn.
func TestWorkTime(t *testing.T) {
	s := newStudio(t, t.TempDir())
	s.WorkTime = 2 * time.Second
	var ids []string
	for _, job := range []struct{ side, views int }{{1400, 8}, {64, 1}} {
		i, err := s.TakeIn(t.Context(), upload(t, "ann", job.side, job.side))
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Start(t.Context(), i.ID, "ann", Request{Views: job.views})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, r.ID)
	}
	start(t, s)
	if e := end(t, s, ids[0], "ann"); e.State != store.Failed || !strings.Contains(e.Error, "longer than the 2s") {
		t.Errorf("the long one ended as %+v", e)
	}
	if e := end(t, s, ids[1], "ann"); e.State != store.Done {
		t.Errorf("the next one ended as %+v", e)
	}
}

// TestReplacedModel: a job that waited for another model than is here now says so.
func TestReplacedModel(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Store.CreateRestoration(t.Context(), store.Restoration{
		ImageID: i.ID, Model: "fast", ModelHash: "another", Condition: []byte("{}"), Mode: Auto,
	})
	if err != nil {
		t.Fatal(err)
	}
	start(t, s)
	if e := end(t, s, r.ID, "ann"); e.State != store.Failed || !strings.Contains(e.Error, "replaced") {
		t.Errorf("the job ended as %+v", e)
	}
}

// TestOwners: what is somebody else's is not there.
func TestOwners(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Start(t.Context(), i.ID, "ann", Request{Model: ""})
	if err != nil {
		t.Fatal(err)
	}
	tries := map[string]error{}
	_, tries["Image"] = s.Store.Image(t.Context(), i.ID, "bob")
	_, tries["Prediction"] = s.Prediction(t.Context(), i.ID, "bob", "")
	_, tries["Start"] = s.Start(t.Context(), i.ID, "bob", Request{Model: ""})
	_, tries["Preview"] = s.Preview(t.Context(), i.ID, "bob", "", image.Rect(0, 0, 9, 9), ConditionRequest{})
	_, tries["Job"] = s.Job(t.Context(), r.ID, "bob")
	_, _, tries["Watch"] = s.Watch(t.Context(), r.ID, "bob")
	tries["Cancel"] = s.Cancel(t.Context(), r.ID, "bob")
	tries["Delete"] = s.Delete(t.Context(), i.ID, "bob")
	for name, err := range tries {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s gives %v, want ErrNotFound", name, err)
		}
	}
	if err := s.Delete(t.Context(), i.ID, "ann"); err != nil {
		t.Error(err)
	}
	if _, err := s.Store.Image(t.Context(), i.ID, "ann"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a deleted picture gives %v", err)
	}
}

// TestSamples: every bundled picture is compressed by its codec and taken in with its reference.
func TestSamples(t *testing.T) {
	s := newStudio(t, t.TempDir())
	for _, sample := range s.Samples() {
		i, err := s.TakeInSample(t.Context(), "ann", sample.Name, "", time.Time{})
		if err != nil {
			t.Errorf("%s: %v", sample.Name, err)
			continue
		}
		if i.ReferenceID == "" || i.Source != store.SourceCompressed {
			t.Errorf("%s: %+v", sample.Name, i)
		}
	}
	if _, err := s.TakeInSample(t.Context(), "ann", "../secret", "", time.Time{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown sample gives %v", err)
	}
}

// TestBadUploads: the fault is the file's, in words, and nothing of it stays.
func TestBadUploads(t *testing.T) {
	s := newStudio(t, t.TempDir())
	s.Limits.Bytes = 20 << 10
	for name, u := range map[string]Upload{
		"text":      {Owner: "ann", Name: "a.jpg", File: strings.NewReader("not a picture")},
		"empty":     {Owner: "ann", Name: "a.jpg", File: strings.NewReader("")},
		"too large": asPNG(t, "ann", 400, 400),
	} {
		var fault *codec.InputError
		if _, err := s.TakeIn(t.Context(), u); !errors.As(err, &fault) || fault.Message == "" {
			t.Errorf("%s: got %v, want an InputError", name, err)
		} else if name == "too large" && !strings.Contains(fault.Message, "the limit of 20 KiB") {
			t.Error(fault.Message)
		}
	}
	var fault *codec.InputError
	if _, err := s.TakeInPair(t.Context(), upload(t, "ann", 64, 64), asPNG(t, "ann", 32, 64)); !errors.As(err, &fault) || !strings.Contains(fault.Message, "same size") {
		t.Errorf("sizes that differ: %v", err)
	}
	if all, _, err := s.Store.Images(t.Context(), "ann", store.Page{Limit: 99}); err != nil || len(all) != 0 {
		t.Errorf("%d pictures stayed, %v", len(all), err)
	}
}

// TestBadConditions are refused before they are queued.
func TestBadConditions(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	high := 1.5
	for _, c := range []ConditionRequest{
		{Mode: "loud"}, {Mode: Relative, Delta: 3}, {Mode: Manual, Codec: map[string]float64{"gif": 1}},
		{Mode: Manual, Codec: map[string]float64{"jpeg": 1, "hevc": 1}, Level: "10"}, {Mode: Manual, Strength: &high},
	} {
		var refused *inference.ConditionError
		if _, err := s.Start(t.Context(), i.ID, "ann", Request{Model: "", Condition: c}); !errors.As(err, &refused) {
			t.Errorf("%+v: got %v, want a ConditionError", c, err)
		}
	}
	var refused *inference.ConditionError
	if _, err := s.Start(t.Context(), i.ID, "ann", Request{Views: 3}); !errors.As(err, &refused) {
		t.Errorf("three views: %v, want a ConditionError", err)
	}
	if _, err := s.CreateBatch(t.Context(), "ann", Request{Views: 16}, time.Time{}); !errors.As(err, &refused) {
		t.Errorf("a batch of sixteen views: %v, want a ConditionError", err)
	}
}

// TestWithoutNetworks: the rest of the studio goes on and says what is missing.
func TestWithoutNetworks(t *testing.T) {
	s := newStudio(t, t.TempDir())
	s.Engine = &Engine{Tools: s.Tools, Limits: s.Limits, Why: inference.ErrNoRuntime}
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	var off *UnavailableError
	if _, err := s.Prediction(t.Context(), i.ID, "ann", ""); !errors.As(err, &off) {
		t.Errorf("got %v, want an UnavailableError", err)
	}
	r, err := s.Store.CreateRestoration(t.Context(), store.Restoration{ImageID: i.ID, Model: "fast", Condition: []byte("{}"), Mode: Auto})
	if err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithTimeout(t.Context(), pollEvery+time.Second)
	defer leave()
	if err := s.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if r, err = s.Store.Restoration(t.Context(), r.ID, "ann"); err != nil || r.State != store.Queued {
		t.Errorf("what waits for them is %s, %v", r.State, err)
	}
}

// TestStrengthOfBatch: a strength alone will do for a batch, too, whose pictures nobody knows yet.
func TestStrengthOfBatch(t *testing.T) {
	s := newStudio(t, t.TempDir())
	half := 0.5
	for _, m := range s.Models {
		if _, err := s.CreateBatch(t.Context(), "ann", Request{Model: m.Name, Condition: ConditionRequest{Mode: Manual, Strength: &half}}, time.Time{}); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
}

// BenchmarkMovedControl: from a moved control to the new 512×512 crop, where the viewer puts one, as the
// PNG that the page gets.
func BenchmarkMovedControl(b *testing.B) {
	s := newStudio(b, b.TempDir())
	i, err := s.TakeIn(b.Context(), upload(b, "ann", 1024, 1024))
	if err != nil {
		b.Fatal(err)
	}
	quick := png.Encoder{CompressionLevel: png.BestSpeed}
	move := func(strength float64) {
		c := ConditionRequest{Mode: Manual, Codec: map[string]float64{"jpeg": 1}, Strength: &strength}
		img, err := s.Preview(b.Context(), i.ID, "ann", "", image.Rect(288, 288, 800, 800), c)
		if err != nil {
			b.Fatal(err)
		}
		if err := quick.Encode(io.Discard, img); err != nil {
			b.Fatal(err)
		}
	}
	move(0.5) // the encoder runs once, when the viewer opens
	strength := 0.0
	for b.Loop() {
		strength = 1 - strength
		move(strength)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*1000, "ms/crop")
}
