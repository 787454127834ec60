package hold

import (
	"context"
	"errors"
	"image"
	"math"
)

// ErrFormat is coded data that makes no sense, or ends early.
var ErrFormat = errors.New("its picture data makes no sense")

// ErrForeign is what a codec has and is not read here.
var ErrForeign = errors.New("its picture data is of a kind that is not read here")

// ErrEnough ends the reading of a picture before its end.
var ErrEnough = errors.New("enough was read")

// ReadTiles opens tiles, to hold a picture to them by an estimator. Where no colour is known from elsewhere, it is what the first of them
// says. The error is [ErrFormat] or [ErrForeign], or ctx's.
func ReadTiles[S Still](ctx context.Context, tiles []Tile, colour Colour, estimator *Estimator, open func(stream []byte) (S, error)) (*Tiles, error) {
	all := &Tiles{estimator: estimator}
	var sum, area float64
	for i, t := range tiles {
		of, err := opened(t.Stream, t.Size, open)
		if err != nil {
			return nil, err
		}
		level, err := of.Level(ctx, math.MaxInt)
		if err != nil {
			return nil, err
		}
		pixels := float64(t.Size.X * t.Size.Y)
		sum, area = sum+level*pixels, area+pixels
		all.placed = append(all.placed, placed{of, t.Lie})
		if i > 0 {
			if of.Chroma() != all.placed[0].Chroma() {
				return nil, ErrFormat
			}
			continue
		}
		var known bool
		if all.colours, known = of.Colour(colour).Colours(); !known {
			return nil, ErrForeign
		}
	}
	all.Level = sum / area
	return all, nil
}

// LevelOf is that of a picture of some size in pixels, over its first, about a million at the most, so as to be quick. It is
// [ErrFormat] or [ErrForeign] where nothing can be read from there.
func LevelOf[S Still](stream []byte, size image.Point, open func(stream []byte) (S, error)) (float64, error) {
	of, err := opened(stream, size, open)
	if err != nil {
		return 0, err
	}
	return of.Level(context.Background(), 1<<20)
}

// opened opens a picture of the size that its container states, against which limits were held.
func opened[S Still](stream []byte, size image.Point, open func(stream []byte) (S, error)) (S, error) {
	of, err := open(stream)
	if err == nil && of.Shown().Size() != size {
		err = ErrFormat
	}
	return of, err
}
