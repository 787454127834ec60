package store

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestImageRoundTrip(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	pass := setClock(s)
	reference := mustImage(t, s, "ann", "pristine")
	pass(time.Second)
	want, err := s.CreateImage(t.Context(), Image{
		Hash: mustPut(t, s, "coded"), Name: "<b>\"ä.jpg", Format: "jpeg", Width: 7, Height: 9, Bytes: 5,
		Header: json.RawMessage(`{"quality":10}`), Notes: json.RawMessage(`["rotated"]`),
		Source: SourceCompressed, ReferenceID: reference.ID, Owner: "ann", Expires: s.Now().Add(time.Hour + 333*time.Microsecond)})
	must(t, err)
	got, err := s.Image(t.Context(), want.ID, "ann")
	must(t, err)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	list, _, err := s.Images(t.Context(), "ann", Page{Limit: 99})
	must(t, err)
	if len(list) != 2 || list[0].ID != want.ID || list[1].ID != reference.ID {
		t.Errorf("the newest should be first: %+v", list)
	}
	if string(list[1].Header) != "{}" || string(list[1].Notes) != "[]" || !list[1].Expires.IsZero() {
		t.Errorf("what was not given: %+v", list[1])
	}
	must(t, s.DeleteImage(t.Context(), reference.ID, "ann")) // the other one stays
	if got, err = s.Image(t.Context(), want.ID, "ann"); err != nil || got.ReferenceID != "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestImageRefused(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	bobs := mustImage(t, s, "bob", "his")
	good := Image{Hash: mustPut(t, s, "x"), Format: "png", Width: 1, Height: 1, Source: SourceUpload, Owner: "ann"}
	for name, spoil := range map[string]func(*Image){
		"no JSON":       func(i *Image) { i.Header = json.RawMessage(`{`) },
		"no width":      func(i *Image) { i.Width = 0 },
		"odd source":    func(i *Image) { i.Source = "elsewhere" },
		"no such image": func(i *Image) { i.ReferenceID = "nobody" },
		"no hash":       func(i *Image) { i.Hash = "../x" },
		"no such file":  func(i *Image) { i.Hash = strings.Repeat("0", 64) },
		"bob's image":   func(i *Image) { i.ReferenceID = bobs.ID },
	} {
		bad := good
		spoil(&bad)
		if _, err := s.CreateImage(t.Context(), bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestOwners: what belongs to somebody else answers like what isn't there,
// whichever way it is asked for; in a shared store all is everybody's.
func TestOwners(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	nobodys := mustImage(t, s, "", "of no owner")
	job := mustQueue(t, s, image.ID)
	experiment, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindSweep, ImageID: image.ID, Owner: "ann"})
	must(t, err)

	ways := func(imageID, owner string) map[string]error {
		ctx := t.Context()
		all := map[string]error{}
		_, all["image"] = s.Image(ctx, imageID, owner)
		_, all["share"] = s.Share(ctx, imageID, owner)
		all["unshare"] = s.Unshare(ctx, imageID, owner)
		_, all["restoration"] = s.Restoration(ctx, job.ID, owner)
		all["cancel"] = s.CancelRestoration(ctx, job.ID, owner)
		_, all["sweep"] = s.CreateExperiment(ctx, Experiment{Kind: KindSweep, ImageID: imageID, Owner: owner})
		_, all["experiment"] = s.Experiment(ctx, experiment.ID, owner)
		all["note"] = s.NoteExperiment(ctx, experiment.ID, owner, "x")
		all["forget"] = s.DeleteExperiment(ctx, experiment.ID, owner)
		all["delete"] = s.DeleteImage(ctx, imageID, owner)
		return all
	}
	for _, owner := range []string{"", "bob", "ANN", "ann ", "%", "' OR 1=1 --"} {
		for way, err := range ways(image.ID, owner) {
			if !errors.Is(err, ErrNotFound) {
				t.Errorf("%q asks for %s: %v", owner, way, err)
			}
		}
		images, _, _ := s.Images(t.Context(), owner, Page{Limit: 99})
		experiments, _, _ := s.ListExperiments(t.Context(), owner, Filter{}, Page{Limit: 9})
		if len(images)+len(experiments) > 0 {
			t.Errorf("%q lists %v %v", owner, images, experiments)
		}
	}
	_, err = s.Image(t.Context(), nobodys.ID, "")
	mustBe(t, err, ErrNotFound)

	s.Shared = true
	for way, err := range ways(image.ID, "bob") {
		if err != nil {
			t.Errorf("shared, %s: %v", way, err)
		}
	}
}

func TestShareLink(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	pass := setClock(s)
	image := mustImage(t, s, "ann", "hers")
	_, err := s.SharedImage(t.Context(), "")
	mustBe(t, err, ErrNotFound)
	secret, err := s.Share(t.Context(), image.ID, "ann")
	must(t, err)
	again, _ := s.Share(t.Context(), image.ID, "ann")
	if secret != again || len(secret) < 26 || secret == image.ID {
		t.Errorf("secrets %q, %q", secret, again)
	}
	shared, err := s.SharedImage(t.Context(), secret)
	if err != nil || shared.ID != image.ID || shared.Owner != "ann" || shared.Shared != secret {
		t.Errorf("%+v, %v", shared, err)
	}
	must(t, s.Unshare(t.Context(), image.ID, "ann"))
	_, err = s.SharedImage(t.Context(), secret)
	mustBe(t, err, ErrNotFound)
	if next, err := s.Share(t.Context(), image.ID, "ann"); next == secret || err != nil {
		t.Errorf("shared anew under the ended link's secret: %v", err)
	}

	brief, err := s.CreateImage(t.Context(), Image{
		Hash: mustPut(t, s, "brief"), Format: "png", Width: 1, Height: 1, Source: SourceUpload, Owner: "ann", Expires: s.Now().Add(time.Hour)})
	must(t, err)
	secret, err = s.Share(t.Context(), brief.ID, "ann")
	must(t, err)
	pass(time.Hour - time.Millisecond)
	_, err = s.SharedImage(t.Context(), secret)
	must(t, err)
	pass(time.Millisecond)
	_, err = s.SharedImage(t.Context(), secret)
	mustBe(t, err, ErrNotFound)
}

func TestPredictionAndSetting(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	setClock(s)
	image := mustImage(t, s, "ann", "hers")
	want := Prediction{ImageID: image.ID, Model: "fast", ModelHash: "m1", Posterior: json.RawMessage(`{"a":1}`), Seconds: 0.25}
	for range 2 {
		must(t, s.PutPrediction(t.Context(), want))
		want.Posterior = json.RawMessage(`{"a":2}`)
	}
	want.Created = s.Now()
	got, err := s.Prediction(t.Context(), image.ID, "m1")
	must(t, err)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	_, err = s.Prediction(t.Context(), image.ID, "m2")
	mustBe(t, err, ErrNotFound)
	mustBe(t, s.PutPrediction(t.Context(), Prediction{ImageID: "gone", Posterior: json.RawMessage(`{}`)}), ErrNotFound)
}

func TestExperiments(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	pass := setClock(s)
	image := mustImage(t, s, "ann", "hers")
	sweep, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindSweep, ImageID: image.ID, Owner: "ann", Grid: json.RawMessage(`[1]`)})
	must(t, err)
	pass(time.Second)
	evaluation, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindEvaluation, Owner: "ann"})
	must(t, err)
	must(t, s.NoteExperiment(t.Context(), sweep.ID, "ann", "odd"))
	sweep.Note = "odd"
	evaluation.Grid, evaluation.Rows, sweep.Rows = json.RawMessage(`{}`), json.RawMessage(`[]`), json.RawMessage(`[]`)
	for _, want := range []Experiment{evaluation, sweep} {
		got, err := s.Experiment(t.Context(), want.ID, "ann")
		must(t, err)
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
	must(t, s.DeleteImage(t.Context(), image.ID, "ann")) // takes its sweep along
	if n, err := s.CountExperiments(t.Context(), "ann", Filter{}); n != 1 || err != nil {
		t.Errorf("%d experiments are left, %v", n, err)
	}
}
