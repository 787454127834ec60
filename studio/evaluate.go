package studio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/quality"
)

// Evaluate compresses every picture with every setting, restores it under every condition
// and measures. progress is told how many restorations of how many are done, each view counted;
// grown, after each picture at a setting, what was measured so far, and its error ends the
// evaluation. Both may be nil. An error comes with what was measured until then, or nil.
func (e *Engine) Evaluate(ctx context.Context, plan EvaluationPlan, progress inference.Progress, grown func(*Evaluation) error) (*Evaluation, error) {
	m, err := e.Model(plan.Model)
	if err != nil {
		return nil, err
	}
	if len(plan.Conditions) == 0 {
		plan.Conditions = []string{ByPosterior}
	}
	if err := tellable(m, plan); err != nil {
		return nil, err
	}
	tallies := make([]tally, len(plan.Settings))
	each := len(plan.Conditions) * max(plan.Views, 1) // restorations of a picture at a setting
	done, total := 0, len(plan.Pictures)*len(plan.Settings)*each
	var out *Evaluation
	for _, picture := range plan.Pictures {
		clean, err := picture.Open(ctx)
		if errors.Is(err, ErrGone) {
			total -= len(plan.Settings) * each
			continue
		}
		if err != nil {
			return out, err
		}
		var coded []*codec.Coded // at the settings that are next
		for s, setting := range plan.Settings {
			if s%codedAhead == 0 {
				if coded, err = e.compressAll(ctx, clean, plan.Settings[s:min(s+codedAhead, len(plan.Settings))]); err != nil {
					return out, fmt.Errorf("%s: %w", picture.Name, err)
				}
			}
			if err := e.evaluateOne(ctx, m, clean, coded[s%codedAhead], setting, plan, &tallies[s]); err != nil {
				return out, fmt.Errorf("%s at %s: %w", picture.Name, setting, err)
			}
			if done += each; progress != nil {
				progress(done, total)
			}
			out = plan.evaluation(m, tallies)
			if grown != nil {
				if err := grown(out); err != nil {
					return out, err
				}
			}
		}
	}
	if out == nil {
		return nil, ErrGone
	}
	return out, nil
}

// codedAhead is how many settings' pictures are held at once: enough to keep the codecs busy side
// by side, few enough for a large picture.
const codedAhead = 8

// compressAll runs the codecs side by side: VVC takes as long as a restoration, on one core.
func (e *Engine) compressAll(ctx context.Context, clean *image.NRGBA, settings []string) ([]*codec.Coded, error) {
	out := make([]*codec.Coded, len(settings))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for s, setting := range settings {
		group.Go(func() (err error) {
			defer recovered(&err)
			out[s], err = e.CompressChain(ctx, clean, setting)
			return err
		})
	}
	return out, group.Wait()
}

func (e *Engine) evaluateOne(ctx context.Context, m *inference.Model, clean *image.NRGBA, file *codec.Coded, setting string, plan EvaluationPlan, t *tally) error {
	coded := file.Image
	posterior, err := m.Predict(ctx, coded)
	if err != nil {
		return err
	}
	given := make([]inference.Condition, len(plan.Conditions))
	for i, condition := range plan.Conditions {
		if given[i], err = told(m, posterior, setting, condition); err != nil {
			return err
		}
	}
	begun := time.Now()
	restored, err := m.RestoreEach(ctx, coded, given, plan.Views, nil)
	if err != nil {
		return err
	}
	t.seconds += time.Since(begun).Seconds()
	t.megapixels += megapixels(clean)
	for i := range restored {
		before, after, err := gain(clean, coded, restored[i])
		if err != nil {
			return err
		}
		t.add(i, *before, *after)
	}
	if err := e.evaluateHeld(ctx, m, given[0], clean, file, restored[0], t); err != nil {
		return err
	}
	t.recognise(m, posterior, setting)
	if !plan.Consistency {
		return nil
	}
	ssim, err := orNone(e.consistency(ctx, coded, codec.Header{}, restored[0], describe(m, posterior)))
	if err == nil && ssim != nil {
		t.recompressed++
		t.consistency += *ssim
	}
	return err
}

// evaluateHeld measures what a restoration becomes when it is held to the file that it comes from.
func (e *Engine) evaluateHeld(ctx context.Context, m *inference.Model, c inference.Condition, clean *image.NRGBA, file *codec.Coded, restored *image.NRGBA, t *tally) error {
	if file.Extension != ".jpg" {
		return nil
	}
	says, err := codec.ReadConstraint(ctx, file.Bytes, codec.Limits{})
	if err != nil || says == nil {
		return err
	}
	held := *restored
	held.Pix = bytes.Clone(restored.Pix)
	if _, err := hold(ctx, m, c, says, &held); err != nil {
		return err
	}
	measures, err := quality.Compare(clean, &held)
	if err == nil {
		t.held = append(t.held, measures)
	}
	return err
}
