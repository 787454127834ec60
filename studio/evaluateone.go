package studio

import (
	"context"
	"image"
	"time"

	"uncodec/codec"
	"uncodec/fine"
	"uncodec/inference"
	"uncodec/quality"
)

// damaged is a pristine picture, and what a codec made of it.
type damaged struct {
	name  string
	clean *image.NRGBA
	coded *codec.Coded
}

// evaluateOne restores a damaged picture under each condition of a setting's tally, and adds what it measures to that.
func (e *Engine) evaluateOne(ctx context.Context, m *inference.Model, plan EvaluationPlan, t *tally, of damaged) error {
	coded, h := of.coded.Image, of.coded.Header
	seen := h.Seen(coded)
	posterior, err := m.Predict(ctx, seen)
	if err != nil {
		return err
	}
	believed := describe(m, posterior)
	given := make([]inference.Condition, len(t.conditions))
	for i, condition := range t.conditions {
		if given[i], err = told(m, posterior, t.setting, condition); err != nil {
			return err
		}
	}
	begun := time.Now()
	answers, err := m.RestoreEach(ctx, seen, given, plan.Views, nil)
	if err != nil {
		return err
	}
	t.seconds += time.Since(begun).Seconds()
	t.megapixels += megapixels(of.clean)
	lines := make([]PictureRow, len(given))
	for i, answer := range answers {
		before, after, err := gain(ctx, h, of.clean, coded, h.Answered(answer, coded, image.Point{}))
		if err != nil {
			return err
		}
		t.add(i, *before, *after)
		lines[i] = PictureRow{
			Picture: of.name, Setting: t.setting, Condition: t.conditions[i], Strength: given[i].Strength, Believed: believed,
			Input: *before, Restored: *after, Bytes: len(of.coded.Bytes), BPP: of.coded.BPP(),
		}
	}
	if lines[0].Held, err = e.evaluateHeld(ctx, m, given[0], h, of, answers[0]); err != nil {
		return err
	}
	if lines[0].Held != nil {
		t.held = append(t.held, *lines[0].Held)
	}
	t.recognise(m, posterior)
	if plan.Consistency {
		if lines[0].Consistency, err = orNone(e.consistency(ctx, coded, h, answers[0], believed)); err != nil {
			return err
		}
		if ssim := lines[0].Consistency; ssim != nil {
			t.recompressed++
			t.consistency += *ssim
		}
	}
	for _, line := range lines {
		if err := plan.Each(line); err != nil {
			return err
		}
	}
	return nil
}

// evaluateHeld measures what a restoration becomes when it is held to the file that it comes from; nil where that says nothing.
func (e *Engine) evaluateHeld(ctx context.Context, m *inference.Model, c inference.Condition, h codec.Header, of damaged, answer *fine.Image) (*quality.Measures, error) {
	says, err := of.coded.Constraint(ctx)
	if err != nil || says == nil || !knows(m, says.Codec) {
		return nil, err
	}
	held := answer.Clone()
	if _, err := holdTo(ctx, says, m, c, h, of.coded.Image, held); err != nil {
		return nil, err
	}
	measures, err := quality.Compare(of.clean, held.NRGBA)
	return &measures, err
}
