package codec

import (
	"context"
	"errors"

	"uncodec/codec/jpeg"
	"uncodec/codec/metadata"
	"uncodec/codec/vp8"
	"uncodec/fine"
)

// Constraint is what a file still says of the picture that it was made from: of every frequency in which interval it lay.
type Constraint struct {
	Codec   string  // that wrote the file, as settings name it: jpeg or webp
	Quality float64 // of the file, on that codec's scale

	holder
}

// holder moves img to where the original is to be expected, given it and the file; each pixel as far as weight says, 0…1. img is upright
// and of the file's size. Where ctx ends, part of img has been moved.
type holder interface {
	Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error
}

// Constrains says whether a file of this header says something that [ReadConstraint] reads: a JPEG of known tables, a lossy WebP.
func (h Header) Constrains() bool {
	return h.Format == "jpeg" && h.Quality > 0 || h.Format == "webp" && !h.Lossless
}

// ReadConstraint reads what a file says; nil where that is nothing. It ends with ctx.Err() once
// ctx is done; other errors are *[InputError], as Decode's.
func ReadConstraint(ctx context.Context, data []byte, limits Limits) (c *Constraint, err error) {
	f, err := inspect(data, limits)
	if err != nil || !f.Constrains() {
		return nil, err
	}
	ctx, stop := limits.withTimeout(ctx)
	defer func() {
		if err = stop(err); err != nil {
			c = nil
		}
	}()
	defer func() {
		if recover() != nil {
			err = broken(labels[f.Format], "its picture data makes no sense")
		}
	}()
	if f.Format == "jpeg" {
		says, err := jpeg.ReadConstraint(ctx, data, f.Orientation)
		if says == nil {
			return nil, explainJPEG(err)
		}
		return &Constraint{f.Format, float64(says.Quality), says}, nil
	}
	return readWebPConstraint(data, f.Orientation)
}

func readWebPConstraint(data []byte, orientation int) (*Constraint, error) {
	for chunk := range metadata.WebPChunks(data) {
		if chunk.Kind == "VP8 " {
			says, err := vp8.ReadConstraint(chunk.Body, orientation)
			if err != nil {
				return nil, broken("WebP", err.Error())
			}
			return &Constraint{"webp", says.Quality, says}, nil
		}
	}
	return nil, errors.New("a lossy WebP without a picture") // inspect found one
}
