package studio

import (
	"context"
	"image"
	"time"

	"uncodec/codec"
	"uncodec/inference"
)

// Prediction is what a model believes of a picture.
type Prediction struct {
	File     string        `json:"file"`
	Width    int           `json:"width"`
	Height   int           `json:"height"`
	Model    string        `json:"model"`
	Hash     string        `json:"model_hash"`
	Codec    []CodecBelief `json:"codec"`
	Strength float64       `json:"strength"` // 0 gentle … 1 strong
	Value    float64       `json:"value"`    // P-Net's state value; rests at noise until stage 2
	Seconds  float64       `json:"seconds"`

	posterior inference.Posterior
}

// CodecBelief is one codec's probability and, within it, its levels'.
type CodecBelief struct {
	Name   string        `json:"name"`
	Label  string        `json:"label"`
	P      float64       `json:"p"`
	Levels []LevelBelief `json:"levels"`
}

// LevelBelief is one level's probability if the codec was that one.
type LevelBelief struct {
	Level string  `json:"level"`
	P     float64 `json:"p"`
}

// Predict asks a model what compressed a picture, of whose file h tells how it lies there and what the networks are shown. name is what the answer calls it.
func (e *Engine) Predict(ctx context.Context, img *image.NRGBA, h codec.Header, name, model string) (*Prediction, error) {
	m, err := e.Model(model)
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	posterior, err := m.Looking(h.Turn()).Predict(ctx, h.Seen(img))
	if err != nil {
		return nil, err
	}
	p := describe(m, posterior)
	p.File, p.Width, p.Height = name, img.Bounds().Dx(), img.Bounds().Dy()
	p.Seconds = time.Since(begun).Seconds()
	return p, nil
}

// describe puts names to a posterior's numbers.
func describe(m *inference.Model, posterior inference.Posterior) *Prediction {
	p := &Prediction{Model: m.Name, Hash: m.Hash, Strength: posterior.Strength(m.Codecs), Value: posterior.Value, posterior: posterior}
	for t, c := range m.Codecs {
		belief := CodecBelief{Name: c.Name, Label: c.Label, P: posterior.Codec[t]}
		for l, level := range c.Levels {
			belief.Levels = append(belief.Levels, LevelBelief{Level: level.Level, P: posterior.Level[t][l]})
		}
		p.Codec = append(p.Codec, belief)
	}
	return p
}

// recall is describe's inverse: the posterior of a prediction that was stored as JSON.
func (p *Prediction) recall() {
	p.posterior = inference.Posterior{Value: p.Value}
	for _, c := range p.Codec {
		p.posterior.Codec = append(p.posterior.Codec, c.P)
		levels := make([]float64, len(c.Levels))
		for l := range c.Levels {
			levels[l] = c.Levels[l].P
		}
		p.posterior.Level = append(p.posterior.Level, levels)
	}
}

// Chance is the probability of a codec, by name; 0 of one that there is not.
func (p *Prediction) Chance(codec string) float64 {
	for _, c := range p.Codec {
		if c.Name == codec {
			return c.P
		}
	}
	return 0
}

// Best is the likeliest codec and its likeliest level, by name.
func (p *Prediction) Best() (codec, level string) {
	t, l := p.posterior.Best()
	return p.Codec[t].Name, p.Codec[t].Levels[l].Level
}
