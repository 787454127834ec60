package studio

import (
	"context"
	"errors"
	"image"
	"math"

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
	Pictures    int         `json:"pictures"`  // that were to be measured
	Complete    bool        `json:"complete"`  // false where it was stopped before the last of them, or one was gone
	Rows        []Row       `json:"rows"`
	Recognition Recognition `json:"recognition"`
}

// Row is one setting: means over the pictures.
type Row struct {
	Setting             string                      `json:"setting"`
	Images              int                         `json:"images"`
	Exact               int                         `json:"exact,omitempty"` // of those, without any error before or after: the PSNRs are means over the others, if there are others
	Input               quality.Measures            `json:"input"`
	Restored            quality.Measures            `json:"restored"`
	Held                *quality.Measures           `json:"held,omitempty"`        // Restored, held to what the file says as a restoration of it is; for settings that end in JPEG, WebP or HEVC for which the model has a name
	Conditions          map[string]quality.Measures `json:"conditions,omitempty"`  // Restored under each that can be told at it, where several were asked for
	CodecAccuracy       *float64                    `json:"codec_accuracy"`        // null for a codec that the model has no name for
	LevelAccuracy       *float64                    `json:"level_accuracy"`        // by the true codec's level head; null for a level it has no name for
	LevelError          *float64                    `json:"level_error"`           // mean distance in steps of that head's likeliest level from the true one
	Said                map[string]int              `json:"said"`                  // pictures by the setting that was believed most: a confusion table's row
	Belief              map[string]float64          `json:"belief"`                // mean posterior over codecs
	Consistency         *float64                    `json:"consistency"`           // mean SSIM of Restored, compressed again as believed most, to the input; null where not asked for or no such codec is here
	SecondsPerMegapixel float64                     `json:"seconds_per_megapixel"` // of all conditions together
}

// PictureRow is one picture at a setting, restored under one condition.
type PictureRow struct {
	Picture, Setting, Condition string
	Strength                    float64 // that R-Net was told
	Believed                    *Prediction
	Input, Restored             quality.Measures
	Held                        *quality.Measures // as in Row, of the first condition; else nil
	Consistency                 *float64          // as in Row, of the first condition; else nil
	Bytes                       int               // that the codec spent, of the last one of several
	BPP                         float64           // bits of those a pixel
}

// Gain is what restoring gained, in dB; without a limit where nothing differs.
func (r Row) Gain() float64 { return r.Restored.PSNR - r.Input.PSNR }

// GainUnder is what it gained under one of several conditions; NaN where that was not measured.
func (r Row) GainUnder(condition string) float64 {
	m, ok := r.Conditions[condition]
	if !ok {
		return math.NaN()
	}
	return m.PSNR - r.Input.PSNR
}

// SomeExact tells whether the means of PSNR are over fewer pictures than that of SSIM: some came through without any error.
// Of all, they would be infinite.
func (r Row) SomeExact() bool { return 0 < r.Exact && r.Exact < r.Images }

// HeldGain is what it gained once it was held to its file; NaN where there is nothing to hold to.
func (r Row) HeldGain() float64 {
	if r.Held == nil {
		return math.NaN()
	}
	return r.Held.PSNR - r.Input.PSNR
}

// Pristine is a picture for an evaluation to damage, restore and measure against.
type Pristine struct {
	Name string
	Open func(context.Context) (*image.NRGBA, error) // ErrGone: the others are measured without it
}

// ErrGone says that a picture is not there any more; of an evaluation, that none of its pictures is.
var ErrGone = errors.New("the picture is gone")

// EvaluationPlan says what to measure.
type EvaluationPlan struct {
	Dataset    string
	Pictures   []Pristine
	Settings   []string // as ParseSettings gives them
	Model      string   // "" for the default
	Conditions []string // ByPosterior and the like, at least one
	Views      int      // of how many a restoration is the mean, of inference.Views; 0 for 1

	Consistency bool // measure Row.Consistency, which runs the codecs once more

	Each func(PictureRow) error // told of every picture at a setting under a condition, if not nil; its error ends the evaluation
}

// restorations is how many a picture takes at a tally's setting, each view counted.
func (plan EvaluationPlan) restorations(t *tally) int { return len(t.conditions) * max(plan.Views, 1) }

// evaluation is what the tallies say so far.
func (plan EvaluationPlan) evaluation(m *inference.Model, tallies []tally) *Evaluation {
	out := &Evaluation{
		Dataset: plan.Dataset, Model: m.Name, Hash: m.Hash, Views: max(plan.Views, 1),
		Condition: plan.Conditions[0], Pictures: len(plan.Pictures), Recognition: recognition(tallies),
	}
	for s := range tallies {
		if len(tallies[s].before) > 0 { // else its turn has not come yet
			out.Rows = append(out.Rows, tallies[s].row(m))
		}
	}
	return out
}
