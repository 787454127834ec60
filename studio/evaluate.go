package studio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/quality"
)

// Evaluation is a model measured over a folder of pristine pictures.
type Evaluation struct {
	Dataset     string      `json:"dataset"`
	Model       string      `json:"model"`
	Hash        string      `json:"hash"`
	Views       int         `json:"views"`     // of how many a restoration is the mean
	Condition   string      `json:"condition"` // the first of those asked for: Row.Restored's
	Rows        []Row       `json:"rows"`
	Recognition Recognition `json:"recognition"`
}

// Row is one setting: means over the pictures.
type Row struct {
	Setting             string                      `json:"setting"`
	Images              int                         `json:"images"`
	Input               quality.Measures            `json:"input"`
	Restored            quality.Measures            `json:"restored"`
	Held                *quality.Measures           `json:"held,omitempty"`       // Restored, held to what the file says as a restoration of it is; for settings that end in a JPEG
	Conditions          map[string]quality.Measures `json:"conditions,omitempty"` // Restored under each, where several were asked for
	CodecAccuracy       *float64                    `json:"codec_accuracy"`       // null for a codec that the model has no name for
	LevelAccuracy       *float64                    `json:"level_accuracy"`       // by the true codec's level head; null for a level it has no name for
	LevelError          *float64                    `json:"level_error"`          // mean distance in steps of that head's likeliest level from the true one
	Said                map[string]int              `json:"said"`                 // pictures by the setting that was believed most: a confusion table's row
	Belief              map[string]float64          `json:"belief"`               // mean posterior over codecs
	Consistency         *float64                    `json:"consistency"`          // mean SSIM of Restored, compressed again as believed most, to the input; null where not asked for or no such codec is here
	SecondsPerMegapixel float64                     `json:"seconds_per_megapixel"`
}

// Pristine is a picture for an evaluation to damage, restore and measure against.
type Pristine struct {
	Name string
	Open func(context.Context) (*image.NRGBA, error) // errGone: the others are measured without it
}

// errGone says that a picture is not there any more; of an evaluation, that none of its pictures is.
var errGone = errors.New("the picture is gone")

// EvaluationPlan says what to measure.
type EvaluationPlan struct {
	Dataset    string
	Pictures   []Pristine
	Settings   []string // as ParseSettings gives them
	Model      string   // "" for the default
	Conditions []string // ByPosterior and the like, at least one
	Views      int      // of how many a restoration is the mean, of inference.Views; 0 for 1

	Consistency bool // measure Row.Consistency, which runs the codecs once more
}

// Evaluate compresses every picture with every setting, restores it under every condition
// and measures. progress is told how many restorations of how many are done, each view counted;
// grown, after each picture at a setting, what was measured so far, and its error ends the
// evaluation. Both may be nil.
func (e *Engine) Evaluate(ctx context.Context, plan EvaluationPlan, progress inference.Progress, grown func(*Evaluation) error) (*Evaluation, error) {
	m, err := e.Model(plan.Model)
	if err != nil {
		return nil, err
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
		if errors.Is(err, errGone) {
			total -= len(plan.Settings) * each
			continue
		}
		if err != nil {
			return nil, err
		}
		coded, err := e.compressAll(ctx, clean, plan.Settings)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", picture.Name, err)
		}
		for s, setting := range plan.Settings {
			if err := e.evaluateOne(ctx, m, clean, coded[s], setting, plan, &tallies[s]); err != nil {
				return nil, fmt.Errorf("%s at %s: %w", picture.Name, setting, err)
			}
			if done += each; progress != nil {
				progress(done, total)
			}
			out = plan.evaluation(m, tallies)
			if grown != nil {
				if err := grown(out); err != nil {
					return nil, err
				}
			}
		}
	}
	if out == nil {
		return nil, errGone
	}
	return out, nil
}

// evaluation is what the tallies say so far.
func (plan EvaluationPlan) evaluation(m *inference.Model, tallies []tally) *Evaluation {
	out := &Evaluation{
		Dataset: plan.Dataset, Model: m.Name, Hash: m.Hash, Views: max(plan.Views, 1),
		Condition: plan.Conditions[0], Recognition: recognition(tallies),
	}
	for s, setting := range plan.Settings {
		if len(tallies[s].before) > 0 { // else its turn has not come yet
			out.Rows = append(out.Rows, tallies[s].row(setting, m, plan.Conditions))
		}
	}
	return out
}

// compressAll runs the codecs side by side: VVC takes as long as a restoration, on one core.
func (e *Engine) compressAll(ctx context.Context, clean *image.NRGBA, settings []string) ([]*codec.Coded, error) {
	out := make([]*codec.Coded, len(settings))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for s, setting := range settings {
		group.Go(func() (err error) {
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
	ssim, err := e.consistency(ctx, coded, restored[0], describe(m, posterior))
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

// Folder lists a folder's picture files in order.
func (e *Engine) Folder(dir string) ([]Pristine, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read", dir)
	}
	var out []Pristine
	for _, entry := range entries {
		if _, err := codec.FormatOf(entry.Name()); err == nil && entry.Type().IsRegular() {
			path := filepath.Join(dir, entry.Name())
			out = append(out, Pristine{path, func(ctx context.Context) (*image.NRGBA, error) {
				picture, err := e.ReadFile(ctx, path)
				if err != nil {
					return nil, err
				}
				return picture.Image, nil
			}})
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there are no PNG, JPEG or WebP pictures in %s", dir)
	}
	return out, nil
}
