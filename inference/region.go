package inference

import (
	"context"
	"errors"
	"image"
	"image/draw"
	"sync"
)

// ErrClosed says that a Region or a Model was closed before it could answer.
var ErrClosed = errors.New("it is closed")

// Region is part of a picture with its encoder features kept, so that another
// condition costs the decoder alone: what answers while a hand moves.
type Region struct {
	model *Model
	crop  *image.NRGBA
	grid  grid
	at    image.Rectangle

	mu    sync.RWMutex // Close waits for decodings under way
	tiles []*encodedTile
}

// Encode keeps the features of a rectangle of a picture, widened to the networks'
// grid. Close frees it.
func (m *Model) Encode(ctx context.Context, img *image.NRGBA, at image.Rectangle) (*Region, error) {
	at = at.Intersect(img.Bounds())
	if at.Empty() {
		return nil, &ConditionError{"the region lies outside the picture"}
	}
	wide := image.Rect(at.Min.X/m.Stride*m.Stride, at.Min.Y/m.Stride*m.Stride,
		roundUp(at.Max.X, m.Stride), roundUp(at.Max.Y, m.Stride)).Intersect(img.Bounds())
	crop := image.NewNRGBA(image.Rectangle{Max: wide.Size()})
	draw.Draw(crop, crop.Bounds(), img, wide.Min, draw.Src)

	r := &Region{model: m, crop: crop, at: at.Sub(wide.Min)}
	r.grid = newGrid(wide.Size(), m.Tile, m.Overlap, m.Stride, 1)
	r.tiles = make([]*encodedTile, r.grid.tiles())
	err := each(ctx, len(r.tiles), m.Threads(), func(ctx context.Context, i int) (err error) {
		r.tiles[i], err = m.encode(ctx, crop, wide.Min, r.grid, i/len(r.grid.cols), i%len(r.grid.cols), 0)
		return err
	})
	if err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// Restore runs the decoder under a condition and returns the rectangle's pixels.
func (r *Region) Restore(ctx context.Context, c Condition) (*image.NRGBA, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.tiles == nil {
		return nil, ErrClosed
	}
	decoder, err := r.model.live.get()
	if err != nil {
		return nil, err
	}
	out := newBlender(r.grid, r.crop)
	for _, t := range r.tiles {
		if err := r.model.decode(ctx, decoder, t, c, func(restored []float32) { out.add(t.row, t.col, restored) }); err != nil {
			return nil, err
		}
	}
	answer := image.NewNRGBA(image.Rectangle{Max: r.at.Size()})
	draw.Draw(answer, answer.Bounds(), out.out, r.at.Min, draw.Src)
	return answer, nil
}

// Close frees the features.
func (r *Region) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range r.tiles {
		if t != nil {
			t.close()
		}
	}
	r.tiles = nil
}
