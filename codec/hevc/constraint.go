package hevc

import (
	"context"
	_ "embed"
	"image"

	"uncodec/codec/hold"
	"uncodec/fine"
)

//go:embed estimator.json
var estimatorWeights []byte

// learned says where a HEIC's frequencies were.
var learned = hold.MustEstimator(estimatorWeights)

// Constraint is what pictures of HEVC say of the one that they were made from, which they are the tiles of. An encoder predicts each
// block from what it has coded before, and rounds the frequencies of what the prediction lacks to steps. Decoders know the
// prediction too, and so in which interval each frequency of the original lay: the set of a JPEG (Zakhor, 1992), moved by the
// prediction.
//
// It may be held by several goroutines at once.
type Constraint struct {
	QP float64 // of luma, the mean over all its pixels

	tiles   []tile
	colours hold.Colours
}

// Tile is a picture of HEVC in a greater one.
type Tile struct {
	Stream []byte      // Annex B
	Size   image.Point // in pixels
	Lie    hold.Lie    // of its pixels in the picture that is to be held
}

type tile struct {
	*still
	lie hold.Lie
}

// ReadConstraint reads tiles. Where no colour is known from elsewhere, it is what the first of them says. The error is
// [ErrFormat] or [ErrForeign], or ctx's.
func ReadConstraint(ctx context.Context, tiles []Tile, colour Colour) (*Constraint, error) {
	c := new(Constraint)
	var sum, area float64
	for i, t := range tiles {
		of, err := open(t.Stream)
		if err != nil {
			return nil, err
		}
		if of.shown.Size() != t.Size { // against which limits were held
			return nil, ErrFormat
		}
		qp, err := of.meanQP(ctx, of.across()*of.down())
		if err != nil {
			return nil, err
		}
		pixels := float64(of.size.X * of.size.Y)
		sum, area = sum+qp*pixels, area+pixels
		c.tiles = append(c.tiles, tile{of, t.Lie})
		if of.chroma != c.tiles[0].chroma {
			return nil, ErrFormat
		}
		if i > 0 {
			continue
		}
		if c.colours, err = of.colours(colour); err != nil {
			return nil, err
		}
	}
	c.QP = sum / area
	return c, nil
}

// QP is that of a picture of some size in pixels, of luma, the mean over its first, about a million at the most, so as to be quick. It
// is [ErrFormat] or [ErrForeign] where nothing can be read from there.
func QP(stream []byte, size image.Point) (float64, error) {
	of, err := open(stream)
	if err != nil {
		return 0, err
	}
	if of.shown.Size() != size { // against which limits were held
		return 0, ErrFormat
	}
	return of.meanQP(context.Background(), min(of.across()*of.down(), 1<<20>>(2*of.ctb)))
}

// Hold moves img to where the original is to be expected, given both, in Y, Cb and Cr, each frequency by itself; each pixel as
// far as weight says, 0…1. img is upright and the tiles' whole.
//
// Where ctx ends, part of img has been moved; so it has where the error is [ErrFormat], of a file that ends early.
func (c *Constraint) Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error {
	for _, t := range c.tiles {
		w, err := t.window(img, c.colours, weight)
		if err != nil {
			return err
		}
		estimate := func(q *square) bool { return learned.Estimate(&q.change, &q.found[0], &q.levels, q.kind) }
		if err := t.squares(ctx, []*hold.Window{w}, estimate, w.Write); err != nil {
			return err
		}
	}
	return nil
}

// window shows a coding tree block.
func (t tile) window(img *fine.Image, colours hold.Colours, weight func(x, y int) float64) (*hold.Window, error) {
	return hold.NewWindow(img, t.shown.Size(), t.lie.From(image.Point{}.Sub(t.shown.Min)), 1<<t.ctb, 1<<t.ctb, colours, weight)
}
