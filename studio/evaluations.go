package studio

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"time"

	"uncodec/codec"
	"uncodec/store"
)

// StartEvaluation puts an evaluation, which is kept until it expires, into the queue. What
// cannot be done is refused here, as a *codec.InputError or an [inference.ConditionError].
func (s *Studio) StartEvaluation(ctx context.Context, owner string, r EvaluationRequest, expires time.Time) (store.Experiment, error) {
	m, err := s.Model(r.Model)
	if err != nil {
		return store.Experiment{}, err
	}
	g := EvaluationGrid{Model: m.Name, ModelHash: m.Hash, Conditions: r.Conditions, Views: max(r.Views, 1), Consistency: r.Consistency}
	if len(g.Conditions) == 0 {
		g.Conditions = []string{ByPosterior}
	}
	if g.Settings, err = ParseSettings(r.Settings); err != nil {
		return store.Experiment{}, err
	}
	if err := checkConditions(g.Conditions); err != nil {
		return store.Experiment{}, err
	}
	if err := g.checkSettings(); err != nil { // each is looked at under each condition from here on
		return store.Experiment{}, err
	}
	for _, setting := range g.Settings {
		g.Told = append(g.Told, len(newTally(m, setting, g.Conditions).conditions))
	}
	if g.Pictures, err = s.gridPictures(ctx, owner, r.Images); err != nil {
		return store.Experiment{}, err
	}
	if err := g.checkWork(); err != nil {
		return store.Experiment{}, err
	}
	if err := tellable(m, EvaluationPlan{Settings: g.Settings, Conditions: g.Conditions, Views: r.Views}); err != nil {
		return store.Experiment{}, err
	}
	e := store.Experiment{Kind: store.KindEvaluation, Owner: owner, State: store.Queued, Expires: expires}
	if err := s.Store.RoomForExperiment(ctx, e); err != nil { // before the codecs are tried
		return store.Experiment{}, err
	}
	_, err = s.inTurn(ctx, func(ctx context.Context) (*codec.Coded, error) { return nil, s.Encodable(ctx, g.Settings) })
	if err != nil {
		return store.Experiment{}, err
	}
	return s.startExperiment(ctx, e, g)
}

// attemptEvaluation measures an evaluation's grid and keeps its rows after each picture at a setting.
func (s *Studio) attemptEvaluation(ctx context.Context, e store.Experiment) error {
	g, _ := EvaluationOf(e)
	if _, err := s.sameModel(g.Model, g.ModelHash); err != nil {
		return err
	}
	plan := EvaluationPlan{Settings: g.Settings, Model: g.Model, Conditions: g.Conditions, Views: g.Views, Consistency: g.Consistency}
	for n, p := range g.Pictures {
		name := fmt.Sprintf("picture %d", n+1) // what goes into the log has no names
		plan.Pictures = append(plan.Pictures, Pristine{name, func(ctx context.Context) (*image.NRGBA, error) {
			img, err := s.gridPixels(ctx, p, e.Owner)
			if errors.Is(err, store.ErrNotFound) {
				return nil, cmp.Or(s.Store.MissPicture(ctx, e.ID, n), ErrGone)
			}
			if err != nil {
				return nil, err
			}
			return crop(img, middle(img.Bounds(), SweepSide)), nil
		}})
	}
	_, err := s.Evaluate(ctx, plan, nil, func(t *Evaluation) error { return s.growExperiment(ctx, e, t.Rows) })
	if errors.Is(err, ErrGone) {
		return badRequest("all of its pictures were deleted meanwhile: bring them again")
	}
	return err
}

// gridPixels is a picture of an evaluation, or store.ErrNotFound. One that was missed when the
// evaluation began before stays so, as its row says.
func (s *Studio) gridPixels(ctx context.Context, p GridPicture, owner string) (*image.NRGBA, error) {
	switch {
	case p.Missing:
		return nil, store.ErrNotFound
	case p.Image == "":
		return s.SamplePixels(ctx, p.Name)
	}
	i, err := s.Store.Image(ctx, p.Image, owner)
	if err != nil {
		return nil, err
	}
	return s.Pixels(ctx, i.Hash)
}
