package studio

import (
	"context"
	"encoding/json"
	"image"

	"uncodec/store"
)

// StartSweep puts a sweep of an owner's picture into the queue.
func (s *Studio) StartSweep(ctx context.Context, id, owner, model string) (store.Experiment, error) {
	i, m, believed, err := s.subject(ctx, id, owner, model)
	if err != nil {
		return store.Experiment{}, err
	}
	bounds := image.Rect(0, 0, i.Width, i.Height).Add(Header(i).Grid())
	grid := sweepGrid(m, bounds, i.Setting, believed)
	return s.startExperiment(ctx, store.Experiment{Kind: store.KindSweep, ImageID: i.ID, Owner: i.Owner}, grid)
}

// SweepOf reads a sweep's grid and the rows that it has so far.
func SweepOf(e store.Experiment) (g SweepGrid, rows []SweepRow) {
	_ = json.Unmarshal(e.Grid, &g) // written by StartSweep and attemptSweep
	_ = json.Unmarshal(e.Rows, &rows)
	return g, rows
}

// attemptSweep measures a sweep's grid and keeps each row as it comes.
func (s *Studio) attemptSweep(ctx context.Context, e store.Experiment) error {
	g, _ := SweepOf(e)
	i, err := s.Store.Image(ctx, e.ImageID, e.Owner)
	if err != nil {
		return err
	}
	m, err := s.sameModel(g.Model, g.ModelHash)
	if err != nil {
		return err
	}
	img, err := s.Pixels(ctx, i.Hash)
	if err != nil {
		return err
	}
	reference, err := s.reference(ctx, i)
	if err != nil {
		return err
	}
	believed, err := s.predict(ctx, i, m)
	if err != nil {
		return err
	}
	var rows []SweepRow
	return s.Sweep(ctx, img, Header(i), reference, g, believed, func(row SweepRow) error {
		rows = append(rows, row)
		return s.growExperiment(ctx, e, rows)
	})
}
