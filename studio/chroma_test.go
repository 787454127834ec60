package studio

import (
	"context"
	"math"
	"testing"
	"time"

	"uncodec/codec"
	"uncodec/store"
)

// TestFinerChroma: a JPEG that keeps its colours' resolution is compressed again as one, by whoever asks how consistent
// a restoration is, and its true condition is that of its quality.
func TestFinerChroma(t *testing.T) {
	s := newStudio(t, t.TempDir())
	start(t, s)
	i, err := s.TakeIn(t.Context(), asPNG(t, "ann", 160, 128))
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.StartEvaluation(t.Context(), "ann", EvaluationRequest{
		Images: []string{i.ID}, Settings: "jpeg:40/444", Model: "fast", Conditions: []string{ByPosterior, ByTruth}, Consistency: true,
	}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	e = evaluated(t, s, e)
	_, rows := EvaluationOf(e)
	if e.State != store.Done || len(rows) != 1 || rows[0].Setting != "jpeg:40/444" || rows[0].Consistency == nil || rows[0].Conditions[ByTruth].PSNR == 0 {
		t.Fatalf("%s %s: %+v", e.State, e.Error, rows)
	}
	img, err := s.Pixels(t.Context(), i.Hash)
	if err != nil {
		t.Fatal(err)
	}
	coded, err := s.CompressChain(t.Context(), img, "jpeg:40/444")
	if err != nil {
		t.Fatal(err)
	}
	restored, err := s.Restore(t.Context(), coded.Image, Order{Request: Request{Model: "fast"}, Header: coded.Header})
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.Model("fast")
	if err != nil {
		t.Fatal(err)
	}
	believed, err := s.Predict(t.Context(), coded.Image, coded.Header, "", "fast")
	if err != nil {
		t.Fatal(err)
	}
	name, level := believed.Best()
	half, err := s.consistencyUnder(t.Context(), coded.Image, restored.Image, name+":"+level)
	if err != nil {
		t.Fatal(err)
	}
	g := sweepGrid(m, coded.Image.Rect, "", believed)
	g.Cells = []string{ByPosterior, "jpeg:40"}
	swept := map[string]SweepRow{}
	err = s.Sweep(t.Context(), coded.Image, coded.Header, img, g, believed, func(row SweepRow) error { swept[row.Condition] = row; return nil })
	if err != nil {
		t.Fatal(err)
	}
	for who, consistency := range map[string]*float64{"an evaluation": rows[0].Consistency, "a sweep": swept[ByPosterior].Consistency} {
		if math.Abs(*consistency-*restored.Consistency) > 0.002 || math.Abs(*consistency-*half) < 0.01 {
			t.Errorf("%s: %.4f, a restoration %.4f, with half of the colours' resolution %.4f", who, *consistency, *restored.Consistency, *half)
		}
	}
	if truth := *swept["jpeg:40"].Reward; truth < 0.9999 {
		t.Errorf("the original, compressed as it was, is like it by %.4f", truth)
	}
}

// TestFinerRestored: a JPEG that keeps its colours' resolution is restored as well as one of 4:2:0, and keeps it: what the file
// says of it stands, whether the condition agrees with the file or not.
func TestFinerRestored(t *testing.T) {
	e := newEngine(t)
	pristine, _ := turnable(t, "4:4:4")
	restored := func(setting string, c ConditionRequest) float64 {
		t.Helper()
		coded, err := e.CompressChain(t.Context(), pristine, setting)
		if err != nil {
			t.Fatal(err)
		}
		r, err := e.Restore(t.Context(), coded.Image, Order{
			Request: Request{Condition: c}, Header: coded.Header, Reference: pristine,
			Constraint: func(ctx context.Context) (*codec.Constraint, error) {
				return codec.ReadConstraint(ctx, coded.Bytes, codec.DefaultLimits())
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s %+v: held by %.2f, %.3f dB → %.3f dB", setting, c, r.Held, r.Input.PSNR, r.Restored.PSNR)
		return r.Restored.PSNR - r.Input.PSNR
	}
	as := func(name, level string) ConditionRequest {
		return ConditionRequest{Mode: Manual, Codec: map[string]float64{name: 1}, Level: level}
	}
	most := restored("jpeg:40", ConditionRequest{})
	if held := restored("jpeg:40/444", ConditionRequest{}); held < most {
		t.Errorf("4:4:4 gains %.3f dB, and 4:2:0 %.3f", held, most)
	}
	if other, unheld := restored("jpeg:40/444", as("hevc", "37")), restored("jpeg:40/444", ConditionRequest{Mode: Manual, Codec: map[string]float64{"hevc": 1}, Level: "37", Unheld: true}); other < unheld {
		t.Errorf("under another codec the file's colours bring %.3f dB, without them it is %.3f", other, unheld)
	}
}
