package vp8

import (
	"fmt"

	"uncodec/codec/hold"
	"uncodec/fine"
)

// Square is what a file says of 8 × 8 samples, and what pictures have there, as the estimator is taught.
type Square struct {
	Luma, Whole bool        // whether it is of luma; of that, predicted as one with all its macroblock
	Steps       [64]float32 // which its levels count
	Levels      [64]int16
	Pictures    []hold.Block // frequencies of what its prediction lacks to be each picture
}

// Squares shows all of a file's squares beside pictures, which are upright and of its size.
func (c *Constraint) Squares(pictures []*fine.Image, show func(Square)) error {
	strips := make([]*hold.Strip, len(pictures))
	for i, picture := range pictures {
		var err error
		if strips[i], err = hold.NewStrip(picture, c.frame.size, c.orientation, 16*c.frame.across, 16, colours, nil); err != nil {
			return fmt.Errorf("picture %d: %w", i, err)
		}
	}
	kinds, rows := c.frame.kinds(), c.frame.rows()
	for y := range c.frame.down {
		for _, s := range strips {
			s.Read(y)
		}
		err := rows.next(func(x int, m *macroblock) {
			beside := make([][6]hold.Block, len(strips))
			for i, s := range strips {
				beside[i] = lacks(s, x, m)
			}
			for n, levels := range m.levels {
				square := Square{Luma: n < cb, Whole: n < cb && m.whole, Steps: kinds[m.segment].of(m, n).Steps, Levels: levels}
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
