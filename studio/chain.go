package studio

import (
	"context"
	"fmt"
	"image"

	"uncodec/codec"
)

// CompressChain compresses a picture with one codec after the other: "jpeg:10>vvc:42". Its file is the last one's.
func (e *Engine) CompressChain(ctx context.Context, img *image.NRGBA, setting string) (*codec.Coded, error) {
	steps, err := Steps(setting)
	if err != nil {
		return nil, err
	}
	var coded *codec.Coded
	for _, step := range steps {
		if coded, err = e.Tools.Compress(ctx, led(img, step.Off), step.Codec, step.At()); err != nil {
			return nil, fmt.Errorf("%s:%s: %w", step.Codec, step.At(), err)
		}
		img = crop(coded.Image, coded.Image.Rect.Intersect(img.Rect.Add(image.Pt(step.Off, step.Off))))
	}
	return coded, nil
}

// led is a picture with so many mirrored pixels more on its left and above.
func led(img *image.NRGBA, off int) *image.NRGBA {
	if off == 0 {
		return img
	}
	size := img.Rect.Size()
	out := image.NewNRGBA(image.Rect(0, 0, size.X+off, size.Y+off))
	mirrored := func(at, side int) int {
		if at -= off; at < 0 {
			at = -at - 1
		}
		return min(at, side-1)
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.SetNRGBA(x, y, img.NRGBAAt(img.Rect.Min.X+mirrored(x, size.X), img.Rect.Min.Y+mirrored(y, size.Y)))
		}
	}
	return out
}
