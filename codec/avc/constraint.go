package avc

import (
	"context"
	_ "embed"
	"image"

	"uncodec/codec/hold"
)

//go:embed estimator.json
var estimatorWeights []byte

// learned says where a picture of AVC's frequencies were.
var learned = hold.MustEstimator(estimatorWeights)

// Constraint is what pictures of AVC say of the one that they were made from, which they are the tiles of, as annex B has them: as
// HEVC's do, of each frequency of what the encoder's prediction lacked, in which interval it lay.
//
// It may be held by several goroutines at once.
type Constraint struct {
	QP float64 // of luma, the mean over all its pixels
	hold.Tiles
}

// ReadConstraint reads tiles. Where no colour is known from elsewhere, it is what the first of them says. The error is
// [ErrFormat] or [ErrForeign], or ctx's.
func ReadConstraint(ctx context.Context, tiles []hold.Tile, colour hold.Colour) (*Constraint, error) {
	c := &Constraint{Tiles: hold.Tiles{Estimator: learned}}
	var first *still
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
		c.Add(of, t.Lie)
		if i > 0 {
			if of.chroma != first.chroma {
				return nil, ErrFormat
			}
			continue
		}
		first = of
		told := of.colour.Within(colour)
		told.FullRange = told.FullRange || of.chroma == 0 && !colour.Known // grey, as swscale has it
		var known bool
		if c.Colours, known = told.Colours(); !known {
			return nil, ErrForeign
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
	return of.meanQP(context.Background(), min(of.across()*of.down(), 1<<20/(16*16)))
}
