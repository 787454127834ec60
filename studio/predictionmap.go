package studio

import (
	"context"
	"image"

	"uncodec/inference"
	"uncodec/store"
)

// The squares that P-Net is asked about: as fine as it was trained on, coarser where the
// picture would have more than mostSquares of them.
const (
	squareSide  = 128
	mostSquares = 400
)

// PredictionMap is what a model believes of a picture's parts, row by row.
type PredictionMap struct {
	Model   string   `json:"model"`
	Hash    string   `json:"model_hash"`
	Cell    int      `json:"cell"` // side of a square in pixels
	Columns int      `json:"columns"`
	Codecs  []string `json:"codecs"` // the order of Square.P
	Squares []Square `json:"squares"`
}

// Square is the belief about one part.
type Square struct {
	P        []float64 `json:"p"`        // over codecs
	Strength float64   `json:"strength"` // of the likeliest codec, 0 gentle … 1 strong
}

// PredictionMap asks P-Net about every part of an owner's picture by itself: where they
// differ, the picture was put together, or only part of it was compressed before. Nobody changes what it gives: it is kept.
func (s *Studio) PredictionMap(ctx context.Context, id, owner, model string) (*PredictionMap, error) {
	i, err := s.Store.Image(ctx, id, owner)
	if err != nil {
		return nil, err
	}
	m, err := s.Model(model)
	if err != nil {
		return nil, err
	}
	return s.maps.GetInTurn(ctx, s.mapping, mapKey{i.Hash, m.Hash}, func(ctx context.Context) (*PredictionMap, error) {
		return s.makePredictionMap(ctx, i, m)
	})
}

// mapKey is the map of a picture, by its file's hash, by a model's.
type mapKey struct{ file, model string }

// keptMaps bounds the maps in memory, which are small. They are made one at a time: each takes as long as a restoration.
const keptMaps = 64

func (s *Studio) makePredictionMap(ctx context.Context, i store.Image, m *inference.Model) (*PredictionMap, error) {
	img, err := s.Pixels(ctx, i.Hash)
	if err != nil {
		return nil, err
	}
	out := &PredictionMap{Model: m.Name, Hash: m.Hash, Cell: cellFor(img.Bounds().Size())}
	for _, c := range m.Codecs {
		out.Codecs = append(out.Codecs, c.Name)
	}
	columns, said, err := m.Looking(Header(i).Turn()).PredictMap(ctx, Header(i).Seen(img), out.Cell)
	if err != nil {
		return nil, err
	}
	out.Columns = columns
	for _, p := range said {
		best, _ := p.Best()
		out.Squares = append(out.Squares, Square{P: p.Codec, Strength: p.LevelStrength(m.Codecs, best)})
	}
	return out, nil
}

func cellFor(size image.Point) int {
	cell := squareSide
	for ((size.X+cell-1)/cell)*((size.Y+cell-1)/cell) > mostSquares {
		cell *= 2
	}
	return cell
}
