package studio

import (
	"context"
	"fmt"
	"image"
	"math"
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

// ParseSettings reads "jpeg:10,20 hevc:42" into jpeg:10, jpeg:20, hevc:42. Two codecs
// in a row are written jpeg:10>vvc:42.
func ParseSettings(text string) ([]string, error) {
	var out []string
	for _, group := range strings.Fields(text) {
		if strings.Contains(group, ">") {
			out = append(out, group)
			continue
		}
		name, levels, ok := strings.Cut(group, ":")
		if !ok || name == "" || levels == "" {
			return nil, fmt.Errorf("setting %q is not understood: write a codec and its levels, as in jpeg:10,20", group)
		}
		for _, level := range strings.Split(levels, ",") {
			out = append(out, name+":"+level)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no settings given: write for example --settings \"jpeg:10,20,30,40 hevc:42,37\"")
	}
	return out, nil
}

// CompressChain compresses a picture with one codec after the other: "jpeg:10>vvc:42".
func (e *Engine) CompressChain(ctx context.Context, img *image.NRGBA, setting string) (*codec.Coded, error) {
	var coded *codec.Coded
	for _, step := range strings.Split(setting, ">") {
		name, level, ok := strings.Cut(step, ":")
		if !ok {
			return nil, fmt.Errorf("setting %q is not understood: write a codec and its level, as in jpeg:10", step)
		}
		var err error
		if coded, err = e.Tools.Compress(ctx, img, name, level); err != nil {
			return nil, fmt.Errorf("%s: %w", step, err)
		}
		img = coded.Image
	}
	return coded, nil
}

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

// tally adds up one setting's figures.
type tally struct {
	before, after       []quality.Measures
	seconds, megapixels float64
	named, right        int // pictures of a codec that the model can name, and does name
	levelled, levels    int // pictures of a level that it can name, and does
}

func (t *tally) add(before, after quality.Measures) {
	t.before, t.after = append(t.before, before), append(t.after, after)
}

func (t *tally) recognise(m *inference.Model, p inference.Posterior, setting string) {
	name, level, _ := strings.Cut(setting, ":")
	for number, c := range m.Codecs {
		if c.Name != name || !c.Believable {
			continue
		}
		t.named++
		if best, _ := p.Best(); best == number {
			t.right++
		}
		best := 0
		for l := range c.Levels {
			if p.Level[number][l] > p.Level[number][best] {
				best = l
			}
		}
		if slices.ContainsFunc(c.Levels, func(l inference.Level) bool { return l.Level == level }) {
			t.levelled++
			if c.Levels[best].Level == level {
				t.levels++
			}
		}
	}
}

func (t *tally) row(setting string) Row {
	return Row{
		Setting: setting, Images: len(t.before), Input: mean(t.before), Restored: mean(t.after),
		CodecAccuracy: share(t.right, t.named), LevelAccuracy: share(t.levels, t.levelled),
		SecondsPerMegapixel: t.seconds / t.megapixels,
	}
}

func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	s := float64(part) / float64(whole)
	return &s
}

// mean averages each figure over the pictures that have it.
func mean(all []quality.Measures) quality.Measures {
	pick := func(of func(quality.Measures) float64) float64 {
		sum, n := 0.0, 0
		for _, m := range all {
			if v := of(m); !math.IsNaN(v) {
				sum, n = sum+v, n+1
			}
		}
		return sum / float64(n)
	}
	return quality.Measures{
		PSNR:  pick(func(m quality.Measures) float64 { return m.PSNR }),
		SSIM:  pick(func(m quality.Measures) float64 { return m.SSIM }),
		PSNRB: pick(func(m quality.Measures) float64 { return m.PSNRB }),
	}
}
