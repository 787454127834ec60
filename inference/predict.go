package inference

import (
	"context"
	"image"
)

// P-Net reads at most this many crops of this side, in pixels.
const (
	cropSide = 256
	maxCrops = 12
)

// Predict asks P-Net what compressed a picture. Large pictures are read as crops
// at native resolution on the codec's grid, on which the picture's bounds tell where it
// lies, spread evenly; what they say is averaged.
func (m *Model) Predict(ctx context.Context, img *image.NRGBA) (Posterior, error) {
	img, lead := fromOrigin(img)
	places := crops(img.Bounds().Size(), lead, m.pstride)
	said := make([]Posterior, len(places))
	err := each(ctx, len(places), m.Threads(), func(ctx context.Context, i int) (err error) {
		said[i], err = m.predictCrop(ctx, img, places[i])
		return err
	})
	if err != nil {
		return Posterior{}, err
	}
	return average(said), nil
}

func (m *Model) predictCrop(ctx context.Context, img *image.NRGBA, at image.Rectangle) (Posterior, error) {
	outputs, err := m.pnet.run(ctx, []tensor{m.view.of(planes(img, at.Min.X, at.Min.Y, at.Dx(), at.Dy()))})
	if err != nil {
		return Posterior{}, err
	}
	if err := m.checkBelief(outputs); err != nil {
		return Posterior{}, err
	}
	return m.posterior(outputs[0].data, outputs[1].data, outputs[2].data), nil
}

// posterior shapes P-Net's flat outputs by the model's codec list.
func (m *Model) posterior(codec, level, value []float32) Posterior {
	p := Posterior{Codec: widen(codec), Value: float64(value[0])}
	at := 0
	for _, c := range m.Codecs {
		p.Level = append(p.Level, widen(level[at:at+len(c.Levels)]))
		at += len(c.Levels)
	}
	return p
}

func widen(v []float32) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = float64(x)
	}
	return out
}

// crops chooses what P-Net reads: sides are multiples of stride inside the
// picture, origins where a block of the codec's begins, if there is room.
func crops(size, lead image.Point, stride int) []image.Rectangle {
	w, h := cropLength(size.X, stride), cropLength(size.Y, stride)
	cols, rows := (size.X+w-1)/w, (size.Y+h-1)/h
	for cols*rows > maxCrops {
		if cols >= rows {
			cols--
		} else {
			rows--
		}
	}
	var out []image.Rectangle
	for r := range rows {
		for c := range cols {
			x, y := spread(c, cols, size.X-w, lead.X), spread(r, rows, size.Y-h, lead.Y)
			out = append(out, image.Rect(x, y, x+w, y+h))
		}
	}
	return out
}

// cropLength is a crop's side along an axis of n pixels. A picture smaller than
// one stride is reflected up to it.
func cropLength(n, stride int) int {
	return max(min(cropSide, n)/stride*stride, stride)
}

// spread places crop i of n over the free room, at the begin of a block.
func spread(i, n, room, lead int) int {
	at := room / 2
	if n > 1 {
		at = room * i / (n - 1)
	}
	at = (max(at, 0)+lead)/block*block - lead
	if at < 0 && at+block <= room {
		at += block
	}
	return at // before the picture where it has no room for a whole block: there it is reflected
}
