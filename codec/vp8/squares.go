package vp8

import (
	"fmt"

	"uncodec/codec/hold"
	"uncodec/fine"
)

// Square is what a file says of 8 × 8 samples, and what pictures have there, as the estimator is taught.
type Square struct {
	Plane    int         // 0 luma, 1 Cb, 2 Cr
	Whole    bool        // of luma, predicted as one with all its macroblock
	Steps    [64]float32 // which its levels count
	Levels   [64]int16
	Pictures []hold.Block // frequencies of what its prediction lacks to be each picture
}

// Squares shows all of a file's squares beside pictures, which are upright and of its size.
func (c *Constraint) Squares(pictures []*fine.Image, show func(Square)) error {
	windows := make([]*hold.Window, len(pictures))
	for i, picture := range pictures {
		var err error
		if windows[i], err = c.window(picture, nil); err != nil {
			return fmt.Errorf("picture %d: %w", i, err)
		}
	}
	kinds, rows := c.frame.kinds(), c.frame.rows()
	for y := range c.frame.down {
		for _, w := range windows {
			w.Read(0, 16*y)
		}
		err := rows.next(func(x int, m *macroblock) {
			beside := make([][6]hold.Block, len(windows))
			for i, w := range windows {
				beside[i] = lacks(w, x, m)
			}
			for n, levels := range m.levels {
				square := Square{Plane: max(n-cb+1, 0), Whole: n < cb && m.whole, Steps: kinds[m.segment].of(m, n).Steps, Levels: levels}
				for _, blocks := range beside {
					square.Pictures = append(square.Pictures, blocks[n])
				}
				show(square)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}
