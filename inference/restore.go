package inference

import (
	"cmp"
	"context"
	"image"
	"slices"
	"sync/atomic"

	"uncodec/fine"
)

// Progress is told how many steps of how many are done, a step being a view of a tile. It may be called from several goroutines.
type Progress func(done, total int)

// Restore repairs a whole picture under one condition, tile by tile, as the mean of so many
// Views. The alpha channel is the input's. The picture's bounds tell where it lies on the codec's
// grid; the answer begins at 0,0, and what has no colour is given none. It stops within one tile's work when ctx ends.
func (m *Model) Restore(ctx context.Context, img *image.NRGBA, c Condition, views int, progress Progress) (*fine.Image, error) {
	all, err := m.RestoreEach(ctx, img, []Condition{c}, views, progress)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// leastTiles is into how many tiles a picture is cut that would fit into one, if it has room: two
// processors are what nearly every machine has. It is not how many there are, for what a picture
// becomes must not hang on the machine.
const leastTiles = 2

// RestoreEach repairs a picture under each of several conditions, in their order. It
// encodes every view of a tile once.
func (m *Model) RestoreEach(ctx context.Context, img *image.NRGBA, cs []Condition, views int, progress Progress) ([]*fine.Image, error) {
	views = cmp.Or(views, 1)
	if err := CheckViews(views); err != nil {
		return nil, err
	}
	img, lead := fromOrigin(img)
	g := newGrid(img.Bounds().Size(), lead, m.Tile, m.Overlap, m.Stride, leastTiles)
	blenders, out, grey := make([]*blender, len(cs)), make([]*fine.Image, len(cs)), IsGrey(img)
	for i := range cs {
		blenders[i] = newBlender(g, img, grey)
		out[i] = blenders[i].out
	}
	var done atomic.Int64
	err := each(ctx, g.tiles(), m.Threads(), func(ctx context.Context, i int) error {
		row, col := i/len(g.cols), i%len(g.cols)
		return m.restoreTile(ctx, img, g, row, col, cs, views, blenders, func() {
			if progress != nil {
				progress(int(done.Add(1)), views*g.tiles())
			}
		})
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// restoreTile blends the mean of a tile's views under each condition into that one's
// picture; it calls seen after each view.
func (m *Model) restoreTile(ctx context.Context, img *image.NRGBA, g grid, row, col int, cs []Condition, views int, out []*blender, seen func()) error {
	means := make([][]float32, len(cs))
	for i := range means {
		means[i] = make([]float32, 3*g.rows[row].length*g.cols[col].length)
	}
	for v := range view(views) {
		if err := m.addView(ctx, img, g, row, col, v, cs, means); err != nil {
			return err
		}
		seen()
	}
	for i, mean := range means {
		for n := range mean {
			mean[n] /= float32(views)
		}
		out[i].add(row, col, mean)
	}
	return nil
}

// addView adds what a view of a tile becomes under each condition to that one's sums.
func (m *Model) addView(ctx context.Context, img *image.NRGBA, g grid, row, col int, v view, cs []Condition, sums [][]float32) error {
	v ^= m.view // the first 2, 4 or 8 views of what it looks at are as many of the picture
	t, err := m.encode(ctx, img, image.Point{}, g, row, col, v)
	if err != nil {
		return err
	}
	for i, c := range cs {
		if err := m.decode(ctx, m.decoder, t, c, func(restored []float32) { v.addBack(sums[i], restored, t.size) }); err != nil {
			return err
		}
	}
	return nil
}

// encodedTile is a view of a tile with R-Net's encoder features, kept for another condition.
type encodedTile struct {
	row, col int
	view     view
	at, size image.Point // its upper left pixel in the whole picture, or before that, and its sides there
	held     []tensor    // the image, then the features; the image alone where R-Net runs as one
}

// encode runs the encoder on a view of a tile of img, which begins at `origin` of the whole picture.
func (m *Model) encode(ctx context.Context, img *image.NRGBA, origin image.Point, g grid, row, col int, v view) (*encodedTile, error) {
	r, c := g.rows[row], g.cols[col]
	at := image.Pt(c.start-c.lead, r.start-r.lead)
	t := &encodedTile{
		row: row, col: col, view: v, at: origin.Add(at), size: image.Pt(c.length, r.length),
		held: []tensor{v.of(planes(img, at.X, at.Y, c.length, r.length))},
	}
	if m.encoder == nil {
		return t, nil
	}
	features, err := m.features(ctx, t.held[0])
	if err != nil {
		return nil, err
	}
	t.held = append(t.held, features...)
	return t, nil
}

// decode runs a decoder on a kept tile and gives what came out, planar [3][h][w] as the
// tile's view shows it.
func (m *Model) decode(ctx context.Context, decoder network, t *encodedTile, c Condition, give func(restored []float32)) error {
	told := c.tensors(len(m.Codecs), t.at, t.size, t.view)
	outputs, err := decoder.run(ctx, slices.Concat(t.held, told))
	if err != nil {
		return err
	}
	if err := m.checkRestored(t.held[0], outputs[0]); err != nil {
		return err
	}
	give(outputs[0].data)
	return nil
}
