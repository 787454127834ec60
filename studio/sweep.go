package studio

import (
	"context"
	"image"
	"strings"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/quality"
)

// SweepSide bounds the part of a picture that a sweep restores, its middle, in pixels a side.
const SweepSide = 768

// SweepGrid is what a sweep goes over: every codec and level that a model was trained on.
type SweepGrid struct {
	Model     string   `json:"model"`
	ModelHash string   `json:"model_hash"`
	Setting   string   `json:"setting"`  // what codecs of ours did to the picture, or ""
	Believed  string   `json:"believed"` // the likeliest codec and its likeliest level
	Part      Part     `json:"part"`
	Cells     []string `json:"cells"` // conditions in the order of the rows
}

// Part is a rectangle of a picture in pixels.
type Part struct {
	X      int `json:"x"`
	Y      int `json:"y"`
	Width  int `json:"width"`
	Height int `json:"height"`
}

func (p Part) rectangle() image.Rectangle { return image.Rect(p.X, p.Y, p.X+p.Width, p.Y+p.Height) }

// The conditions of a sweep beside the codecs' levels: ByPosterior, ByNone, and
const Untouched = "input" // no restoration: the picture as it came

// SweepRow is the part of the picture restored under one condition.
type SweepRow struct {
	Condition string            `json:"condition"` // Untouched, ByPosterior, ByNone, or codec:level
	Strength  *float64          `json:"strength"`  // that R-Net was told
	Measures  *quality.Measures `json:"measures"`  // against the reference; null without one
	// Consistency is the SSIM between the input and the restoration, compressed again
	// under this condition. null where nothing names one codec.
	Consistency *float64 `json:"consistency"`
	// Reward is the SSIM between the input and the reference, compressed under this condition
	// (Algorithm 1, line 9). null without a reference, and where nothing names one codec.
	Reward *float64 `json:"reward"`
}

// sweepGrid plans a sweep of a picture of such bounds that a model believes to be p.
func sweepGrid(m *inference.Model, bounds image.Rectangle, setting string, p *Prediction) SweepGrid {
	at := middle(bounds, SweepSide)
	name, level := p.Best()
	g := SweepGrid{
		Model: m.Name, ModelHash: m.Hash, Setting: setting, Believed: name + ":" + level,
		Part:  Part{at.Min.X, at.Min.Y, at.Dx(), at.Dy()},
		Cells: []string{Untouched, ByPosterior, ByNone},
	}
	for _, c := range m.Codecs {
		for _, l := range c.Levels {
			if c.Trained {
				g.Cells = append(g.Cells, c.Name+":"+l.Level)
			}
		}
	}
	return g
}

// Sweep restores a part of a picture, of whose file h tells, under every condition of a grid and
// measures each, against the reference if that is not nil. The encoder runs once. Each row is
// handed to `done`, whose error ends the sweep.
func (e *Engine) Sweep(ctx context.Context, img *image.NRGBA, h codec.Header, reference *image.NRGBA, g SweepGrid, believed *Prediction, done func(SweepRow) error) error {
	m, err := e.Model(g.Model)
	if err != nil {
		return err
	}
	at := g.Part.rectangle()
	region, err := m.Looking(h.Turn()).Encode(ctx, h.Seen(img), at)
	if err != nil {
		return err
	}
	input := crop(img, at)
	stored := h.Stored(input)
	var original *image.NRGBA // the reference as its file would have it
	if reference != nil {
		reference = crop(reference, at)
		original = h.Stored(reference)
	}
	for _, cell := range g.Cells {
		row, restored := SweepRow{Condition: cell}, input
		if cell != Untouched {
			condition, err := told(m, believed.posterior, cell, asCondition(cell))
			if err != nil {
				return err
			}
			answer, err := region.Restore(ctx, condition)
			if err != nil {
				return err
			}
			restored = h.Answered(answer, input, at.Min)
			row.Strength = &condition.Strength
		}
		if reference != nil {
			measured, err := quality.Compare(reference, restored)
			if err != nil {
				return err
			}
			row.Measures = &measured
		}
		if row.Consistency, err = e.recompressed(ctx, h, stored, h.Stored(restored), cell, g.Believed); err != nil {
			return err
		}
		if reference != nil {
			if row.Reward, err = e.recompressed(ctx, h, stored, original, cell, g.Believed); err != nil {
				return err
			}
		}
		if err := done(row); err != nil {
			return err
		}
	}
	return nil
}

// asCondition says how `told` is to read a sweep's condition: a level is itself the truth.
func asCondition(cell string) string {
	if cell == ByPosterior || cell == ByNone {
		return cell
	}
	return ByTruth
}

// recompressed is how like the input a picture is once it is compressed under a sweep's cell. The posterior
// stands for the setting that it holds likeliest; the input and no knowledge stand for none.
func (e *Engine) recompressed(ctx context.Context, h codec.Header, input, img *image.NRGBA, cell, believed string) (*float64, error) {
	switch cell {
	case Untouched, ByNone:
		return nil, nil
	case ByPosterior:
		cell = believed
	}
	name, level, _ := strings.Cut(cell, ":")
	return orNone(e.consistencyUnder(ctx, input, img, believedStep(name, level, h)))
}
