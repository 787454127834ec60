package studio

import (
	"context"
	"errors"

	"uncodec/quality"
	"uncodec/store"
)

// Against measures a picture that the lab made against its reference; nil where it did not, or the reference is gone.
// What was measured is kept in memory: DamagePixels bounds what it costs.
func (s *Studio) Against(ctx context.Context, i store.Image) (*quality.Measures, error) {
	if i.Setting == "" || i.ReferenceID == "" {
		return nil, nil
	}
	pristine, err := s.Store.Image(ctx, i.ReferenceID, i.Owner)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.against.GetInTurn(ctx, s.measuring, pair{pristine.Hash, i.Hash}, func(ctx context.Context) (*quality.Measures, error) {
		reference, err := s.Pixels(ctx, pristine.Hash)
		if err != nil {
			return nil, err
		}
		picture, err := s.Pixels(ctx, i.Hash)
		if err != nil {
			return nil, err
		}
		m, err := quality.Compare(reference, Header(i).OnGrid(picture))
		return &m, err
	})
}

// pair is a reference's file and a picture's.
type pair struct{ reference, picture string }

const keptMeasures = 1000
