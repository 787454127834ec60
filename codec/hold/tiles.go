package hold

import (
	"context"
	"errors"
	"image"

	"uncodec/fine"
)

// Tile is a coded picture in a greater one.
type Tile struct {
	Stream []byte
	Size   image.Point // in pixels
	Lie    Lie         // of its pixels in the picture that is to be held
}

// Still is a coded picture whose headers are read.
type Still interface {
	// Blocks shows all blocks that have frequencies, with their parts. begin and end are called before and after those of each square
	// of luma that the picture is coded by, with its place.
	Blocks(begin, end func(x, y int) error, show func(*Rectangle, []Part)) error
	Side() int              // of those squares, in samples
	Half(plane int) int     // by which shift it has fewer samples than luma
	Shown() image.Rectangle // of the samples of luma
	Chroma() int            // of which kind it is, as the codec numbers that
	Colour(container Colour) Colour

	// Level is the mean of how coarse its steps are, on its codec's scale, over so many pixels, the first, about; samples are not made.
	// ErrFormat tells that there are not as many.
	Level(ctx context.Context, pixels int) (float64, error)
}

// Tiles are what pictures say of the one that they were made from, which they are the tiles of. An encoder predicts each
// block from what it has coded before, and rounds the frequencies of what the prediction lacks to steps. Decoders know the
// prediction too, and so in which interval each frequency of the original lay: the set of a JPEG (Zakhor, 1992), moved by the
// prediction.
type Tiles struct {
	Level float64 // on the codec's scale, the mean over all pixels

	colours   Colours
	estimator *Estimator
	placed    []placed
}

type placed struct {
	Still
	lie Lie
}

// Hold moves img to where the original is to be expected, given both, in Y, Cb and Cr, each frequency by itself; each pixel as
// far as weight says, 0…1. img is upright and the tiles' whole. It may be called by several goroutines at once.
//
// Where there is an error, ctx's or one of a file that makes no sense, part of img has been moved.
func (t *Tiles) Hold(ctx context.Context, img *fine.Image, weight func(x, y int) float64) error {
	estimate := func(q *Square) bool { return t.estimator.Estimate(&q.Change, &q.Found[0], &q.Levels, q.Kind) }
	for _, tile := range t.placed {
		w, err := tile.window(img, t.colours, weight)
		if err != nil {
			return err
		}
		if err := tile.squares(ctx, []*Window{w}, estimate, w.Write); err != nil {
			return err
		}
	}
	return nil
}

// Squares shows all of the tiles' squares beside two pictures, which are upright and their whole, as the estimator is taught.
func (t *Tiles) Squares(pictures [2]*fine.Image, show func(*Square)) error {
	for _, tile := range t.placed {
		windows := make([]*Window, len(pictures))
		var errs [2]error
		for i, picture := range pictures {
			windows[i], errs[i] = tile.window(picture, t.colours, nil)
		}
		if err := errors.Join(errs[:]...); err != nil {
			return err
		}
		err := tile.squares(context.Background(), windows, func(q *Square) bool {
			show(q)
			return false
		}, func() {})
		if err != nil {
			return err
		}
	}
	return nil
}

// window shows a square that the tile is coded by.
func (p placed) window(img *fine.Image, colours Colours, weight func(x, y int) float64) (*Window, error) {
	shown := p.Shown()
	return NewWindow(img, shown.Size(), p.lie.From(image.Point{}.Sub(shown.Min)), p.Side(), p.Side(), colours, weight)
}

// squares shows all of a tile's squares beside what windows have there; done is called behind each part of it of which they have any.
func (p placed) squares(ctx context.Context, windows []*Window, show func(*Square) bool, done func()) error {
	s := newSquares(windows, p.Half, show)
	return p.Blocks(func(x, y int) error {
		s.begin(x, y)
		return ctx.Err()
	}, func(int, int) error {
		if s.end(); s.inside {
			done()
		}
		return nil
	}, func(r *Rectangle, parts []Part) {
		if s.inside {
			s.block(r, parts)
		}
	})
}
