package studio

import (
	"context"
	"errors"
	"fmt"
	"image"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"uncodec/codec"
	"uncodec/inference"
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
	if plan.Each == nil {
		plan.Each = func(PictureRow) error { return nil }
	}
	if err := tellable(m, plan); err != nil {
		return nil, err
	}
	tallies := make([]tally, len(plan.Settings))
	of := 0 // restorations of a picture
	for s, setting := range plan.Settings {
		tallies[s] = newTally(m, setting, plan.Conditions)
		of += plan.restorations(&tallies[s])
	}
	done, total := 0, len(plan.Pictures)*of
	var out *Evaluation
	for _, picture := range plan.Pictures {
		clean, err := picture.Open(ctx)
		if errors.Is(err, ErrGone) {
			total -= of
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
			if err := e.evaluateOne(ctx, m, plan, &tallies[s], damaged{picture.Name, clean, coded[s%codedAhead]}); err != nil {
				return out, fmt.Errorf("%s at %s: %w", picture.Name, setting, err)
			}
			if done += plan.restorations(&tallies[s]); progress != nil {
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
	out.Complete = done == len(plan.Pictures)*of // else one was gone
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
			defer inference.Recovered(&err)
			out[s], err = e.CompressChain(ctx, clean, setting)
			return err
		})
	}
	return out, group.Wait()
}

// Encodable tries each codec and level on a small picture: what none here does is told at once.
func (e *Engine) Encodable(ctx context.Context, settings []string) error {
	small := image.NewNRGBA(image.Rect(0, 0, 128, 128)) // with detail, which no codec skips
	for n := range small.Pix {
		small.Pix[n] = uint8(n*n>>7) | 3
	}
	var each []string
	for _, setting := range settings {
		steps, err := Steps(setting)
		if err != nil {
			return err
		}
		for _, step := range steps {
			if alone := Spelled([]Step{{Codec: step.Codec, Level: step.Level, Chroma: step.Chroma}}); !slices.Contains(each, alone) {
				each = append(each, alone)
			}
		}
	}
	_, err := e.compressAll(ctx, small, each)
	return err
}
