package inference

import (
	"context"
	"image"
	"sync/atomic"

	ort "github.com/yalue/onnxruntime_go"
)

// Progress is told how many tiles of how many are done. It may be called from several goroutines.
type Progress func(done, total int)

// Restore repairs a whole picture under one condition, tile by tile. The alpha
// channel is the input's. It stops within one tile's work when ctx ends.
func (m *Model) Restore(ctx context.Context, img *image.NRGBA, c Condition, progress Progress) (*image.NRGBA, error) {
	all, err := m.RestoreEach(ctx, img, []Condition{c}, progress)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// RestoreEach repairs a picture under each of several conditions, in their order. It
// encodes every tile once.
func (m *Model) RestoreEach(ctx context.Context, img *image.NRGBA, cs []Condition, progress Progress) ([]*image.NRGBA, error) {
	g := newGrid(img.Bounds().Size(), m.Tile, m.Overlap, m.Stride, m.Threads())
	blenders, out := make([]*blender, len(cs)), make([]*image.NRGBA, len(cs))
	for i := range cs {
		blenders[i] = newBlender(g, img)
		out[i] = blenders[i].out
	}
	var done atomic.Int64
	err := each(ctx, g.tiles(), m.Threads(), func(ctx context.Context, i int) error {
		row, col := i/len(g.cols), i%len(g.cols)
		if err := m.restoreTile(ctx, img, g, row, col, cs, blenders); err != nil {
			return err
		}
		if progress != nil {
			progress(int(done.Add(1)), g.tiles())
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (m *Model) restoreTile(ctx context.Context, img *image.NRGBA, g grid, row, col int, cs []Condition, out []*blender) error {
	t, err := m.encode(ctx, img, image.Point{}, g, row, col)
	if err != nil {
		return err
	}
	defer t.close()
	for i, c := range cs {
		if err := m.decode(ctx, m.decoder, t, c, out[i]); err != nil {
			return err
		}
	}
	return nil
}

// encodedTile is a tile with R-Net's encoder features, kept for another condition.
type encodedTile struct {
	row, col int
	at, size image.Point // its upper left pixel in the whole picture, and its sides
	values   []ort.Value // the image, then the features
}

func (t *encodedTile) close() { destroy(t.values) }

// encode runs the encoder on a tile of img, which begins at `origin` of the whole picture.
func (m *Model) encode(ctx context.Context, img *image.NRGBA, origin image.Point, g grid, row, col int) (*encodedTile, error) {
	r, c := g.rows[row], g.cols[col]
	input, err := newValue(planes(img, c.start, r.start, c.length, r.length))
	if err != nil {
		return nil, err
	}
	features, err := m.encoder.run(ctx, []ort.Value{input})
	if err != nil {
		input.Destroy()
		return nil, err
	}
	return &encodedTile{
		row: row, col: col, at: origin.Add(image.Pt(c.start, r.start)), size: image.Pt(c.length, r.length),
		values: append([]ort.Value{input}, features...),
	}, nil
}

// decode runs a decoder on a kept tile and blends what it gives into out.
func (m *Model) decode(ctx context.Context, decoder *network, t *encodedTile, c Condition, out *blender) error {
	told, err := newValues(c.tensors(len(m.Codecs), t.at, t.size)...)
	if err != nil {
		return err
	}
	defer destroy(told)
	inputs := append(append([]ort.Value(nil), t.values...), told...)
	outputs, err := decoder.run(ctx, inputs)
	if err != nil {
		return err
	}
	defer destroy(outputs)
	out.add(t.row, t.col, floats(outputs[0]))
	return nil
}
