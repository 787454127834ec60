package codec

import (
	"context"
	"errors"
	"math"

	"uncodec/codec/jpeg"
	"uncodec/codec/metadata"
	"uncodec/codec/vp8"
	"uncodec/fine"
)

// Constraint is what a file still says of the picture that it was made from: of every frequency in which interval it lay.
type Constraint struct {
	Codec   string  // that wrote the file, as settings name it: jpeg or webp
	Quality float64 // of the file, on that codec's scale

	file interface {
		Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error
	}
}

// Constrains says whether a file of this header says something that [ReadConstraint] reads: a JPEG of known tables, a lossy WebP.
func (h Header) Constrains() bool {
	return h.Quality > 0 && (h.Format == "jpeg" || h.Format == "webp")
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
	defer senselessIn(f.Format, &err)
	c = &Constraint{Codec: f.Format, Quality: float64(f.Quality)}
	if f.Format == "webp" {
		c.file, err = vp8.ReadConstraint(webPFrame(data), f.Orientation)
		return c, explainVP8(err)
	}
	says, err := jpeg.ReadConstraint(ctx, data, f.Orientation)
	if says == nil {
		return nil, explainJPEG(err)
	}
	c.file = says
	return c, nil
}

// Hold moves img to where the original is to be expected, given it and the file; each pixel as far as weight says, 0…1. img is upright
// and of the file's size. It ends with ctx.Err() once ctx is done, and with an *[InputError] for a WebP that is not all there: part of
// img has been moved then. It may be called by several goroutines at once.
func (c *Constraint) Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) (err error) {
	defer senselessIn(c.Codec, &err)
	return explainVP8(c.file.Hold(ctx, img, weight))
}

func explainVP8(err error) error {
	if errors.Is(err, vp8.ErrFormat) {
		return broken("WebP", "its picture data makes no sense, or ends early")
	}
	return err
}

// webPFrame is the lossy picture of a WebP; nil where it has none.
func webPFrame(data []byte) []byte {
	for c := range metadata.WebPChunks(data) {
		if c.Kind == "VP8 " {
			return c.Body
		}
	}
	return nil
}

// webPQuality is that of a lossy WebP, 1 to 100; 0 of others, and where it is not all there.
func webPQuality(data []byte) int {
	quality, err := vp8.Quality(webPFrame(data))
	if err != nil {
		return 0
	}
	return max(int(math.Round(quality)), 1)
}
