package av1

import (
	"context"
	_ "embed"
	"image"

	"uncodec/codec/hold"
)

//go:embed estimator.json
var estimatorWeights []byte

// learned says where an AVIF's frequencies were.
var learned = hold.MustEstimator(estimatorWeights)

// Constraint is what pictures of AV1 say of the one that they were made from, which they are the tiles of: as HEVC's do, of each
// frequency of what the encoder's prediction lacked, in which interval it lay.
//
// It may be held by several goroutines at once.
type Constraint struct {
	CRF float64 // of the quantiser, the mean over all pixels, on the scale of 0…63 that encoders are told it by
	hold.Tiles
}

// CRF is that of a picture of some size in pixels, the mean over its first, about a million at the most, so as to be quick. It is
// [ErrFormat] or [ErrForeign] where nothing can be read from there.
func CRF(stream []byte, size image.Point) (float64, error) {
	p, err := open(stream)
	if err != nil {
		return 0, err
	}
	if p.size != size { // against which limits were held
		return 0, ErrFormat
	}
	index, err := p.meanIndex(context.Background(), min(p.across()*p.down(), 1<<20>>(2*p.sb)))
	return crfOf(index), err
}

// ReadConstraint reads tiles, as streams of open bitstream units. Where no colour is known from elsewhere, it is what the first of them says. The
// error is [ErrFormat] or [ErrForeign], or ctx's.
func ReadConstraint(ctx context.Context, tiles []hold.Tile, colour hold.Colour) (*Constraint, error) {
	c := &Constraint{Tiles: hold.Tiles{Estimator: learned}}
	var first *still
	var sum, area float64
	for i, t := range tiles {
		of, err := open(t.Stream)
		if err != nil {
			return nil, err
		}
		if of.size != t.Size { // against which limits were held
			return nil, ErrFormat
		}
		index, err := of.meanIndex(ctx, of.across()*of.down())
		if err != nil {
			return nil, err
		}
		pixels := float64(of.size.X * of.size.Y)
		sum, area = sum+index*pixels, area+pixels
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
	c.CRF = crfOf(sum / area)
	return c, nil
}
