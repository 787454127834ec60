package inference

import (
	"context"
	"errors"
	"image"
	"math"
	"strings"
	"testing"
)

// altered is a network whose outputs are changed on their way.
type altered struct {
	network
	change func([]tensor)
}

func (a altered) run(ctx context.Context, inputs []tensor) ([]tensor, error) {
	outputs, err := a.network.run(ctx, inputs)
	if err == nil {
		a.change(outputs)
	}
	return outputs, err
}

// TestAnswers: what no sound network gives is neither a belief nor a picture, and the error names the model.
func TestAnswers(t *testing.T) {
	img := scene(160, 128)
	nan := func(outputs []tensor) { outputs[0].data[0] = float32(math.NaN()) }
	infinite := func(outputs []tensor) { outputs[len(outputs)-1].data[0] = float32(math.Inf(1)) }
	short := func(outputs []tensor) {
		last := &outputs[1%len(outputs)]
		last.shape, last.data = []int64{1, 1}, last.data[:1]
	}
	half := func(outputs []tensor) {
		last := &outputs[len(outputs)-1]
		last.shape = []int64{1, last.shape[1], last.shape[2] / 2, last.shape[3]}
		last.data = last.data[:len(last.data)/2]
	}
	for name, c := range map[string]struct {
		network func(*Model) *network
		change  func([]tensor)
		says    string
	}{
		"a belief of NaN":        {func(m *Model) *network { return &m.pnet }, nan, "fast-pnet gave values that are no numbers"},
		"an infinite value":      {func(m *Model) *network { return &m.pnet }, infinite, "fast-pnet gave values that are no numbers"},
		"too few levels":         {func(m *Model) *network { return &m.pnet }, short, "fast-pnet gave 1 values where"},
		"a picture of NaN":       {func(m *Model) *network { return &m.decoder }, nan, "fast-rnet_decoder gave values that are no numbers"},
		"half a picture":         {func(m *Model) *network { return &m.decoder }, half, "fast-rnet_decoder gave a picture of"},
		"no picture":             {func(m *Model) *network { return &m.decoder }, short, "fast-rnet_decoder gave a picture of"},
		"features of other size": {func(m *Model) *network { return &m.encoder }, half, "fast-rnet_encoder gave features of"},
		"features of no size":    {func(m *Model) *network { return &m.encoder }, short, "fast-rnet_encoder gave features of"},
	} {
		t.Run(name, func(t *testing.T) {
			m := openFast(t)
			changed := c.network(m)
			*changed = altered{*changed, c.change}
			check := func(err error) {
				t.Helper()
				var broken *AnswerError
				if !errors.As(err, &broken) || broken.Model != "fast" || !strings.Contains(err.Error(), c.says) {
					t.Errorf("got %v, want an AnswerError with %q", err, c.says)
				}
			}
			if changed == &m.pnet {
				_, err := m.Predict(t.Context(), img)
				check(err)
				_, _, err = m.PredictMap(t.Context(), img, 64)
				check(err)
				return
			}
			jpeg, err := m.At("jpeg", "20")
			if err != nil {
				t.Fatal(err)
			}
			_, err = m.Restore(t.Context(), img, jpeg, 1, nil)
			check(err)
			region, err := m.Encode(t.Context(), img, image.Rect(0, 0, 64, 64))
			if err == nil {
				_, err = region.Restore(t.Context(), jpeg)
			}
			check(err)
		})
	}
}
