package hevc

import (
	"context"
	"errors"

	"uncodec/codec/hold"
	"uncodec/fine"
)

// Square is what a file says of 64 frequencies, and what two pictures have there, as the estimator is taught.
type Square struct {
	Plane    int         // 0 luma, 1 Cb, 2 Cr
	Shape    int         // of which size its block is, and which part of that it is: 0…21
	Steps    [64]float32 // which its levels count
	Levels   [64]int16
	Pictures [2]hold.Block // frequencies of what its prediction lacks to be each picture
}

// Squares shows all of a file's squares beside two pictures, which are upright and of its size.
func (c *Constraint) Squares(pictures [2]*fine.Image, show func(Square)) error {
	for _, t := range c.tiles {
		windows := make([]*hold.Window, len(pictures))
		var errs [2]error
		for i, picture := range pictures {
			windows[i], errs[i] = t.window(picture, c.colours, nil)
		}
		if err := errors.Join(errs[:]...); err != nil {
			return err
		}
		err := t.squares(context.Background(), windows, func(q *square) bool {
			show(Square{q.plane, q.shape, q.kind.Steps, q.levels, [2]hold.Block(q.found)})
			return false
		}, func() {})
		if err != nil {
			return err
		}
	}
	return nil
}
