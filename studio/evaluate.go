package studio

import (
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/quality"
)

// Evaluation is a model measured over a folder of pristine pictures.
type Evaluation struct {
	Dataset   string `json:"dataset"`
	Model     string `json:"model"`
	Hash      string `json:"hash"`
	Condition string `json:"condition"`
	Rows      []Row  `json:"rows"`
}

// Row is one setting: means over the pictures.
type Row struct {
	Setting             string           `json:"setting"`
	Images              int              `json:"images"`
	Input               quality.Measures `json:"input"`
	Restored            quality.Measures `json:"restored"`
	CodecAccuracy       *float64         `json:"codec_accuracy"` // null for a codec that the model has no name for
	LevelAccuracy       *float64         `json:"level_accuracy"` // by the true codec's level head; null for a level it has no name for
	SecondsPerMegapixel float64          `json:"seconds_per_megapixel"`
}

// The conditions that an evaluation can give R-Net.
const (
	ByPosterior = "posterior" // what P-Net believes
	ByTruth     = "true"      // the setting itself
	ByNone      = "none"      // no knowledge: every trained codec alike, half strength
	ByWrong     = "wrong"     // deliberately wrong: another codec, the opposite strength
)

// Evaluate compresses every picture of a folder with every setting, restores it
// and measures. progress is told how many restorations of how many are done.
func (e *Engine) Evaluate(ctx context.Context, dir string, settings []string, model, condition string, progress inference.Progress) (*Evaluation, error) {
	m, err := e.Model(model)
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]string{ByPosterior, ByTruth, ByNone, ByWrong}, condition) {
		return nil, fmt.Errorf("there is no condition %q: there are posterior, true, none and wrong", condition)
	}
	paths, err := pictures(dir)
	if err != nil {
		return nil, err
	}
	if err := tellable(m, settings, condition); err != nil {
		return nil, err
	}
	out := &Evaluation{Dataset: filepath.Base(filepath.Clean(dir)), Model: m.Name, Hash: m.Hash, Condition: condition}
	tallies := make([]tally, len(settings))
	for i, path := range paths {
		picture, err := e.ReadFile(ctx, path)
		if err != nil {
			return nil, err
		}
		for s, setting := range settings {
			if err := e.evaluateOne(ctx, m, picture.Image, setting, condition, &tallies[s]); err != nil {
				return nil, fmt.Errorf("%s at %s: %w", path, setting, err)
			}
			if progress != nil {
				progress(i*len(settings)+s+1, len(paths)*len(settings))
			}
		}
	}
	for s, setting := range settings {
		out.Rows = append(out.Rows, tallies[s].row(setting))
	}
	return out, nil
}

func (e *Engine) evaluateOne(ctx context.Context, m *inference.Model, clean *image.NRGBA, setting, condition string, t *tally) error {
	coded, err := e.CompressChain(ctx, clean, setting)
	if err != nil {
		return err
	}
	posterior, err := m.Predict(ctx, coded.Image)
	if err != nil {
		return err
	}
	c, err := told(m, posterior, setting, condition)
	if err != nil {
		return err
	}
	begun := time.Now()
	restored, err := m.Restore(ctx, coded.Image, c, nil)
	if err != nil {
		return err
	}
	t.seconds += time.Since(begun).Seconds()
	t.megapixels += megapixels(clean)
	before, after, err := gain(clean, coded.Image, restored)
	if err != nil {
		return err
	}
	t.add(*before, *after)
	t.recognise(m, posterior, setting)
	return nil
}

// told is the condition that an evaluation gives for a setting.
func told(m *inference.Model, p inference.Posterior, setting, condition string) (inference.Condition, error) {
	if condition == ByPosterior {
		return m.Believed(p), nil
	}
	everything := map[string]float64{}
	for _, c := range m.Codecs {
		if c.Trained {
			everything[c.Name] = 1
		}
	}
	if condition == ByNone {
		return m.Mix(everything, 0.5)
	}
	name, level, _ := strings.Cut(setting, ":")
	truth, err := m.At(name, level)
	if err != nil {
		return truth, fmt.Errorf("condition %q needs a setting that the model has a name for: %w", condition, err)
	}
	if condition == ByTruth {
		return truth, nil
	}
	delete(everything, name)
	return m.Mix(everything, 1-truth.Strength)
}

// tellable says before the long work, and not amid it, which setting has no condition.
func tellable(m *inference.Model, settings []string, condition string) error {
	for _, setting := range settings {
		if condition == ByPosterior {
			break
		}
		if _, err := told(m, inference.Posterior{}, setting, condition); err != nil {
			return fmt.Errorf("%s: %w", setting, err)
		}
	}
	return nil
}

// pictures lists a folder's picture files in order.
func pictures(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read", dir)
	}
	var out []string
	for _, entry := range entries {
		if _, err := codec.FormatOf(entry.Name()); err == nil && entry.Type().IsRegular() {
			out = append(out, filepath.Join(dir, entry.Name()))
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there are no PNG, JPEG or WebP pictures in %s", dir)
	}
	return out, nil
}
