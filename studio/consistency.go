package studio

import (
	"context"
	"errors"
	"image"
	"math"
	"slices"
	"strings"

	"uncodec/codec"
	"uncodec/fine"
	"uncodec/quality"
)

// Sides that bound what consistency is measured on: the middle of a large picture stands for
// it, since the codec's time grows with every pixel; a learned codec's memory does, too.
const (
	consistencySide        = 2048
	learnedConsistencySide = 1000
)

// consistency compresses R-Net's answer again as believed, lying as the input's file has it, and takes
// the SSIM to the input. Gentler beliefs score higher by themselves: it compares restorations under one belief.
func (e *Engine) consistency(ctx context.Context, input *image.NRGBA, h codec.Header, answer *fine.Image, believed *Prediction) (*float64, error) {
	name, level := believed.Best()
	side := consistencySide
	if codec.IsLearned(name) {
		side = learnedConsistencySide
	}
	at := middle(h.OnGrid(input).Bounds(), side)
	input = crop(input, at)
	return e.consistencyUnder(ctx, h.Stored(input), h.Stored(h.Answered(answer.Crop(at), input, at.Min)), believedStep(name, level, h))
}

// believedStep is a belief as a setting. A JPEG's chroma is what its file says, where that is of a JPEG.
func believedStep(name, level string, h codec.Header) string {
	step := Step{Codec: name, Level: level}
	if digits := strings.ReplaceAll(h.Subsampling, ":", ""); name == "jpeg" && h.Format == name && slices.Index(codec.JPEGChroma, digits) > 0 {
		step.Chroma = digits
	}
	return Spelled([]Step{step})
}

// consistencyUnder is the consistency of a restoration with its input under a setting; null where
// the picture is too small. A *codec.InputError says that its codec is not here, or not for this
// picture: nothing is put in its place.
func (e *Engine) consistencyUnder(ctx context.Context, input, restored *image.NRGBA, setting string) (*float64, error) {
	coded, err := e.CompressChain(ctx, restored, setting)
	if err != nil {
		return nil, err
	}
	ssim, err := quality.SSIM(input, coded.Image)
	if err != nil || math.IsNaN(ssim) {
		return nil, err
	}
	return &ssim, nil
}

// orNone takes a consistency that a codec or a picture does not allow for none.
func orNone(consistency *float64, err error) (*float64, error) {
	if errors.As(err, new(*codec.InputError)) {
		return nil, nil
	}
	return consistency, err
}
