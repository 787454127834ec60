package inference

import (
	"context"
	"fmt"
	"image"
)

// grain is how many pixels of the picture, along a side, a position of R-Net's lowest
// level stands for: what a map tells apart within less is lost there.
const grain = 16

// Map says where a picture's parts are restored under conditions of their own: a grid of
// square cells over the picture. The networks spread it to each scale by nearest neighbour.
type Map struct {
	Cell       int         // side of a cell in pixels: a multiple of 16 that divides the model's stride
	Columns    int         // cells in a row
	Cells      []uint8     // row by row: 0 for the condition that the map belongs to, k for Conditions[k-1]
	Conditions []Condition // without maps of their own
}

// CheckMap refuses a map that does not fit a picture of a size under this model.
func (f Facts) CheckMap(m *Map, size image.Point) error {
	if m.Cell < grain || m.Cell%grain != 0 || f.Stride%m.Cell != 0 {
		return &ConditionError{fmt.Sprintf("a map's cells cannot have %d pixels a side: give a multiple of %d that divides %d", m.Cell, grain, f.Stride)}
	}
	columns, rows := (size.X+m.Cell-1)/m.Cell, (size.Y+m.Cell-1)/m.Cell
	if m.Columns != columns || len(m.Cells) != columns*rows {
		return &ConditionError{fmt.Sprintf("the map has %d cells in rows of %d, and the picture of %d × %d needs %d in rows of %d",
			len(m.Cells), m.Columns, size.X, size.Y, columns*rows, columns)}
	}
	for _, c := range m.Cells {
		if int(c) > len(m.Conditions) {
			return &ConditionError{fmt.Sprintf("a cell of the map names condition %d, and there are %d", c, len(m.Conditions))}
		}
	}
	return nil
}

// Here is what the cell that holds a pixel has: 0 for the condition that the map belongs to, k for
// Conditions[k-1]. Pixels outside belong to the nearest cell; without a map all is 0.
func (m *Map) Here(x, y int) int {
	if m == nil {
		return 0
	}
	rows := len(m.Cells) / m.Columns
	column, row := min(max(x/m.Cell, 0), m.Columns-1), min(max(y/m.Cell, 0), rows-1)
	return int(m.Cells[row*m.Columns+column])
}

// Parts are the conditions of a picture's parts, by what Map.Here gives.
func (c Condition) Parts() []Condition {
	if c.Map == nil {
		return []Condition{c}
	}
	return append([]Condition{c}, c.Map.Conditions...)
}

// tensors are R-Net's last two inputs for a view of a tile whose upper left pixel is at `from`:
// codec [1, T, h, w] and strength [1, 1, h, w], with h and w the tile's cells, 1 without a map.
func (c Condition) tensors(codecs int, from, size image.Point, v view) []tensor {
	w, h := 1, 1
	if c.Map != nil {
		w, h = size.X/c.Map.Cell, size.Y/c.Map.Cell
	}
	codec := tensor{shape: []int64{1, int64(codecs), int64(h), int64(w)}, data: make([]float32, codecs*h*w)}
	strength := tensor{shape: []int64{1, 1, int64(h), int64(w)}, data: make([]float32, h*w)}
	parts := c.Parts()
	for y := range h {
		for x := range w {
			here := parts[0]
			if c.Map != nil {
				middle := c.Map.Cell / 2 // a tile need not begin with a cell
				here = parts[c.Map.Here(from.X+x*c.Map.Cell+middle, from.Y+y*c.Map.Cell+middle)]
			}
			for t, weight := range here.Codec {
				codec.data[(t*h+y)*w+x] = float32(weight)
			}
			strength.data[y*w+x] = float32(here.Strength)
		}
	}
	return []tensor{v.of(codec), v.of(strength)}
}

// PredictMap asks P-Net about every square of `cell` pixels by itself: what the parts of a picture went through, row by
// row. Of a square larger than P-Net's crops it reads the upper left part, and of a turned picture's squares, which need
// not begin on the codec's grid, what lies half a block off at most, or at its ends a block. It stops when ctx ends.
func (m *Model) PredictMap(ctx context.Context, img *image.NRGBA, cell int) (columns int, said []Posterior, err error) {
	if cell < 64 || cell%m.pstride != 0 {
		return 0, nil, &ConditionError{fmt.Sprintf("P-Net cannot read squares of %d pixels: give a multiple of %d, 64 at least", cell, m.pstride)}
	}
	img, lead := fromOrigin(img)
	size, side := img.Bounds().Size(), min(cell, cropSide)
	columns = (size.X + cell - 1) / cell
	said = make([]Posterior, columns*((size.Y+cell-1)/cell))
	err = each(ctx, len(said), m.Threads(), func(ctx context.Context, i int) (err error) {
		at := nearestBlock(image.Pt(i%columns, i/columns).Mul(cell), lead)
		if at.X >= size.X { // the block before is the last
			at.X -= block
		}
		if at.Y >= size.Y {
			at.Y -= block
		}
		said[i], err = m.predictCrop(ctx, img, image.Rectangle{Min: at, Max: at.Add(image.Pt(side, side))})
		return err
	})
	return columns, said, err
}
