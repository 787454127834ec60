package inference

import (
	"context"
	"image"
	"image/draw"

	"uncodec/fine"
)

// Region is part of a picture with its encoder features kept, so that another
// condition costs the decoder alone: what answers while a hand moves.
type Region struct {
	model *Model
	crop  *image.NRGBA
	grid  grid
	at    image.Rectangle
	grey  bool // the whole picture
	tiles []*encodedTile
}

// surround is how much of the picture around a rectangle the networks see with it, in pixels
// a side: farther off, what lies there tells in no level of 8 bits.
const surround = 32

// Encode keeps the features of a rectangle of a picture for Restore, widened by what surrounds it and to
// the networks' grid; the whole picture is cut into tiles as a restoration is. at counts from the picture's
// upper left pixel, wherever its bounds say that this lies on the codec's grid.
func (m *Model) Encode(ctx context.Context, img *image.NRGBA, at image.Rectangle) (*Region, error) {
	return m.encodeRegion(ctx, img, at, leastTiles)
}

// EncodeLive keeps them for Preview: in as few tiles as hold them, for these are decoded one after the other.
func (m *Model) EncodeLive(ctx context.Context, img *image.NRGBA, at image.Rectangle) (*Region, error) {
	return m.encodeRegion(ctx, img, at, 1)
}

// encodeRegion cuts a rectangle into tiles, the whole picture into at least so many if it has room, and runs
// the encoder on each.
func (m *Model) encodeRegion(ctx context.Context, img *image.NRGBA, at image.Rectangle, least int) (*Region, error) {
	img, lead := fromOrigin(img)
	at = at.Intersect(img.Bounds())
	if at.Empty() {
		return nil, &ConditionError{"the region lies outside the picture"}
	}
	seen := at.Inset(-surround).Intersect(img.Bounds()).Add(lead)
	wide := image.Rect(seen.Min.X/m.Stride*m.Stride, seen.Min.Y/m.Stride*m.Stride,
		roundUp(seen.Max.X, m.Stride), roundUp(seen.Max.Y, m.Stride)).Sub(lead).Intersect(img.Bounds())
	if wide != img.Bounds() {
		least = 1 // another seam would only take it farther from the restoration, which has others
	}
	crop := image.NewNRGBA(image.Rectangle{Max: wide.Size()})
	draw.Draw(crop, crop.Bounds(), img, wide.Min, draw.Src)

	r := &Region{model: m, crop: crop, at: at.Sub(wide.Min), grey: IsGrey(img)}
	r.grid = newGrid(wide.Size(), inBlock(wide.Min.Add(lead)), m.Tile, m.Overlap, m.Stride, least)
	r.tiles = make([]*encodedTile, r.grid.tiles())
	err := each(ctx, len(r.tiles), m.Threads(), func(ctx context.Context, i int) (err error) {
		r.tiles[i], err = m.encode(ctx, crop, wide.Min, r.grid, i/len(r.grid.cols), i%len(r.grid.cols), m.view)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Within says that what the region was cut from begins at `at` of a larger picture, over which a condition's map lies, and
// whether that is grey.
func (r *Region) Within(at image.Point, grey bool) {
	r.grey = grey
	for _, t := range r.tiles {
		t.at = t.at.Add(at)
	}
}

// Restore runs the decoder under a condition and returns the rectangle's pixels, as a
// restoration of the whole picture in one view has them: byte for byte where the rectangle is all of it.
func (r *Region) Restore(ctx context.Context, c Condition) (*fine.Image, error) {
	return r.decode(ctx, c, r.model.decoder, r.model.Threads())
}

// Preview is Restore within a level or two, by the live decoder: what is shown while a hand
// moves, and nowhere kept.
func (r *Region) Preview(ctx context.Context, c Condition) (*fine.Image, error) {
	decoder, err := r.model.live.get()
	if err != nil {
		return nil, err
	}
	return r.decode(ctx, c, decoder, 1)
}

// decode runs a decoder on so many tiles at a time.
func (r *Region) decode(ctx context.Context, c Condition, decoder network, parallel int) (*fine.Image, error) {
	out := newBlender(r.grid, r.crop, r.grey)
	err := each(ctx, len(r.tiles), parallel, func(ctx context.Context, i int) error {
		t := r.tiles[i]
		return r.model.decode(ctx, decoder, t, c, func(restored []float32) { out.add(t.row, t.col, t.view.back(restored, t.size)) })
	})
	if err != nil {
		return nil, err
	}
	return out.out.Crop(r.at), nil
}
