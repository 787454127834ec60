package studio

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
)

// evaluated waits for an experiment's end.
func evaluated(t *testing.T, s *Studio, e store.Experiment) store.Experiment {
	t.Helper()
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		now, err := s.Store.Experiment(t.Context(), e.ID, e.Owner)
		if err != nil {
			t.Fatal(err)
		}
		if now.State != store.Queued && now.State != store.Running {
			return now
		}
	}
	t.Fatal("it does not end")
	return e
}

// TestEvaluation: what the lab measures is what the engine does, picture by picture.
func TestEvaluation(t *testing.T) {
	s := newStudio(t, t.TempDir())
	start(t, s)
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 160, 128))
	if err != nil {
		t.Fatal(err)
	}
	coded, err := s.Damage(t.Context(), i.ID, "ann", "jpeg:20")
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.StartEvaluation(t.Context(), "ann", EvaluationRequest{
		Images: []string{i.ID, coded.ID}, Settings: "jpeg:010 jpeg:10>webp:40", Model: "fast", Conditions: []string{ByPosterior, ByNone}, Views: 2, Consistency: true,
	}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	e = evaluated(t, s, e)
	g, rows := EvaluationOf(e)
	if e.State != store.Done || len(rows) != 2 || rows[0].Setting != "jpeg:10" || rows[0].Images != 2 || rows[0].Consistency == nil || g.Views != 2 {
		t.Fatalf("%s %s: %+v %+v", e.State, e.Error, g, rows)
	}
	img, err := s.Pixels(t.Context(), i.Hash)
	if err != nil {
		t.Fatal(err)
	}
	damaged, err := s.CompressChain(t.Context(), img, "jpeg:10")
	if err != nil {
		t.Fatal(err)
	}
	alone, err := s.Restore(t.Context(), damaged.Image, Order{Request: Request{Model: "fast", Views: 2}, Reference: img})
	if err != nil {
		t.Fatal(err)
	}
	// Both pictures are the same pristine one: the second is what the lab damaged.
	if d := math.Abs(rows[0].Restored.PSNR - alone.Restored.PSNR); d > 0.01 {
		t.Errorf("%.3f dB, and %.3f restored by itself", rows[0].Restored.PSNR, alone.Restored.PSNR)
	}
	held, err := s.Restore(t.Context(), damaged.Image, Order{
		Request: Request{Model: "fast", Views: 2}, Reference: img,
		Constraint: func(ctx context.Context) (*codec.Constraint, error) {
			return codec.ReadConstraint(ctx, damaged.Bytes, codec.DefaultLimits())
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if rows[0].Held == nil || math.Abs(rows[0].Held.PSNR-held.Restored.PSNR) > 0.01 || rows[0].Held.PSNR <= rows[0].Restored.PSNR || rows[1].Held != nil {
		t.Errorf("held to the file: %+v, and %+v restored by itself; of another codec's: %+v", rows[0].Held, held.Restored, rows[1].Held)
	}
	if none := rows[0].Conditions[ByNone].PSNR; none == 0 || none == rows[0].Restored.PSNR {
		t.Errorf("under no knowledge: %v", rows[0].Conditions)
	}
}

// TestEvaluationOfSamples needs no picture; one whose pictures are all deleted meanwhile ends in words.
func TestEvaluationOfSamples(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	var waiting []store.Experiment
	for _, images := range [][]string{nil, {i.ID}} {
		e, err := s.StartEvaluation(t.Context(), "ann", EvaluationRequest{Images: images, Settings: "jpeg:10", Model: "fast"}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		waiting = append(waiting, e)
	}
	if err := s.Delete(t.Context(), i.ID, "ann"); err != nil {
		t.Fatal(err)
	}
	start(t, s)
	e := evaluated(t, s, waiting[0])
	if _, rows := EvaluationOf(e); e.State != store.Done || len(rows) != 1 || rows[0].Images != len(s.Samples()) || rows[0].Restored.PSNR < rows[0].Input.PSNR {
		t.Errorf("the samples: %s %s %+v", e.State, e.Error, rows)
	}
	e = evaluated(t, s, waiting[1])
	if g, _ := EvaluationOf(e); len(g.Pictures) != 1 || g.Pictures[0] != (GridPicture{Image: i.ID, Missing: true}) {
		t.Errorf("the name of a deleted picture stays: %s", e.Grid)
	}
	if e.State != store.Failed || !strings.Contains(e.Error, "all of its pictures were deleted meanwhile") {
		t.Errorf("a deleted picture: %s %q", e.State, e.Error)
	}
	if _, err := s.Store.Experiment(t.Context(), waiting[0].ID, "bob"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another's: %v", err)
	}
}

// TestEvaluationWithoutOne goes on with the others where a picture is deleted while it waits.
func TestEvaluationWithoutOne(t *testing.T) {
	s := newStudio(t, t.TempDir())
	var ids []string
	for range 3 {
		i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, i.ID)
	}
	e, err := s.StartEvaluation(t.Context(), "ann", EvaluationRequest{Images: ids, Settings: "jpeg:10,20", Model: "fast"}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), ids[1], "ann"); err != nil {
		t.Fatal(err)
	}
	start(t, s)
	e = evaluated(t, s, e)
	g, rows := EvaluationOf(e)
	if e.State != store.Done || len(rows) != 2 || rows[0].Images != 2 || rows[1].Images != 2 {
		t.Errorf("%s %s %+v", e.State, e.Error, rows)
	}
	if g.Pictures[0].Missing || g.Pictures[2].Missing || g.Pictures[1] != (GridPicture{Image: ids[1], Missing: true}) {
		t.Errorf("which one was gone: %+v", g.Pictures)
	}
}

// TestEvaluationRefuses what it cannot do before it begins.
func TestEvaluationRefuses(t *testing.T) {
	s := newStudio(t, t.TempDir())
	i, err := s.TakeIn(t.Context(), upload(t, "ann", 64, 64))
	if err != nil {
		t.Fatal(err)
	}
	many := make([]string, evaluationPictures+1)
	for n := range many {
		many[n] = i.ID
	}
	levels := ""
	for level := 2; level <= 65; level++ {
		levels += fmt.Sprintf(",%d", level)
	}
	numbers, nothings := "jpeg:1", make([]string, 30_000)
	for n := 2; n <= 30_000; n++ { // what a request has room for: to look at each under each took a quarter of an hour
		numbers += fmt.Sprintf(",%d", n)
	}
	for says, r := range map[string]EvaluationRequest{
		"no condition \"\"":              {Settings: numbers, Conditions: nothings},
		"No settings":                    {},
		"jpeg:10,20":                     {Settings: "jpeg"},
		"no codec":                       {Settings: "gif:1"},
		"codecs in a row":                {Settings: "jpeg:1>jpeg:2>jpeg:3>jpeg:4"},
		"no condition":                   {Settings: "jpeg:10", Conditions: []string{"best"}},
		"has a name for":                 {Settings: "webp:20", Model: "fast", Conditions: []string{ByTruth}},
		"1, 2, 4 or 8":                   {Settings: "jpeg:10", Views: 3},
		"up to 40 pictures":              {Settings: "jpeg:10", Images: many},
		"the lab does up to":             {Settings: "jpeg:10,20,30,40,50,60,70,80,90", Views: 8},
		"settings are more":              {Settings: "jpeg:1" + levels},
		"posterior\" is asked for twice": {Settings: "jpeg:10", Conditions: []string{ByPosterior, ByPosterior}},
		"jpeg:10 is asked for twice":     {Settings: "jpeg:10,010"},
		"one of 420, 422, 444":           {Settings: "jpeg:95/411"},
		"there is no model":              {Settings: "jpeg:10", Model: "none"},
	} {
		_, err := s.StartEvaluation(t.Context(), "ann", r, time.Time{})
		var input *codec.InputError
		var condition *inference.ConditionError
		if !errors.As(err, &input) && !errors.As(err, &condition) || !strings.Contains(fmt.Sprint(err), says) {
			t.Errorf("%q: %v", says, err)
		}
	}
	if _, err := s.StartEvaluation(t.Context(), "bob", EvaluationRequest{Settings: "jpeg:10", Images: []string{i.ID}}, time.Time{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another's picture: %v", err)
	}
	if n, err := s.Store.CountExperiments(t.Context(), "ann", store.Filter{}); err != nil || n != 0 {
		t.Errorf("%d are kept, %v", n, err)
	}
	// What expires goes.
	e, err := s.StartEvaluation(t.Context(), "ann", EvaluationRequest{Settings: "jpeg:10"}, time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for _, when := range []struct {
		later time.Duration
		want  error
	}{{0, nil}, {2 * time.Hour, store.ErrNotFound}} {
		if _, err := s.Store.Expire(t.Context(), time.Now().Add(when.later)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Store.Experiment(t.Context(), e.ID, "ann"); !errors.Is(err, when.want) {
			t.Errorf("after %v: %v", when.later, err)
		}
	}
}

// TestEvaluationProgress counts restorations, also where a picture is gone, and the rows come as they are measured.
func TestEvaluationProgress(t *testing.T) {
	e := newEngine(t)
	open := func(context.Context) (*image.NRGBA, error) { return drawn(64, 64), nil }
	gone := func(context.Context) (*image.NRGBA, error) { return nil, ErrGone }
	plan := EvaluationPlan{
		Pictures: []Pristine{{"a", open}, {"b", gone}, {"c", open}}, Settings: []string{"jpeg:10", "webp:20"},
		Model: "fast", Conditions: []string{ByPosterior, ByNone, ByTruth}, Views: 2, // of WebP nobody can tell it the truth
	}
	grid := EvaluationGrid{Pictures: []GridPicture{{Name: "a"}, {Missing: true}, {Name: "c"}}, Settings: plan.Settings, Conditions: plan.Conditions, Told: []int{3, 2}, Views: 2}
	var told, kept, rows []int
	_, err := e.Evaluate(t.Context(), plan, func(done, total int) { told = append(told, done, total) }, func(e *Evaluation) error {
		done, total := grid.Restorations(e.Rows)
		kept, rows = append(kept, done, total), append(rows, len(e.Rows))
		return nil
	})
	if want := []int{6, 30, 10, 30, 16, 20, 20, 20}; err != nil || !slices.Equal(told, want) {
		t.Errorf("%v is told, %v; want %v", told, err, want)
	}
	if want := []int{6, 20, 10, 20, 16, 20, 20, 20}; !slices.Equal(kept, want) || !slices.Equal(rows, []int{1, 2, 2, 2}) {
		t.Errorf("%v by the rows, which are %v", kept, rows)
	}
}

// TestCompressAllPanics: a codec that panics, away from the request's own goroutine, is an error and not the program's end.
func TestCompressAllPanics(t *testing.T) {
	var e Engine // without tools
	if _, err := e.compressAll(t.Context(), drawn(8, 8), []string{"hevc:37"}); err == nil {
		t.Error("no error")
	}
}
