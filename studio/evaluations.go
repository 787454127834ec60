package studio

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"time"

	"uncodec/codec"
	"uncodec/store"
)

// The lab's bounds of an evaluation; the command line has none. Of a picture the middle is
// taken, as for a sweep.
const (
	evaluationPictures     = 40
	evaluationSettings     = 64  // a picture is held at all of them at once
	evaluationRestorations = 400 // pictures × settings × conditions × views
)

// EvaluationRequest asks for a model to be measured over pristine pictures.
type EvaluationRequest struct {
	Images      []string `json:"images"`     // the owner's; none for the bundled samples
	Settings    string   `json:"settings"`   // as ParseSettings reads them
	Model       string   `json:"model"`      // "" for the default
	Conditions  []string `json:"conditions"` // ByPosterior and the like; none for that alone
	Views       int      `json:"views"`
	Consistency bool     `json:"consistency"`
}

// EvaluationGrid is what an evaluation goes over. Its rows are those of Evaluation, each over the
// pictures that are done at its setting.
type EvaluationGrid struct {
	Model       string        `json:"model"`
	ModelHash   string        `json:"model_hash"`
	Pictures    []GridPicture `json:"pictures"`
	Settings    []string      `json:"settings"`
	Conditions  []string      `json:"conditions"`
	Views       int           `json:"views"`
	Consistency bool          `json:"consistency"`
}

// GridPicture is one of the pictures of an evaluation.
type GridPicture struct {
	Name  string `json:"name"`            // "" once it was deleted
	Image string `json:"image,omitempty"` // its id; none for a bundled sample
	// Missing says that it was gone when its turn came: the figures are without it.
	Missing bool `json:"missing,omitempty"`
}

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
	if g.Pictures, err = s.gridPictures(ctx, owner, r.Images); err != nil {
		return store.Experiment{}, err
	}
	if err := g.check(); err != nil {
		return store.Experiment{}, err
	}
	if err := tellable(m, EvaluationPlan{Settings: g.Settings, Conditions: g.Conditions, Views: r.Views}); err != nil {
		return store.Experiment{}, err
	}
	e := store.Experiment{Kind: store.KindEvaluation, Owner: owner, State: store.Queued, Expires: expires}
	if err := s.Store.RoomForExperiment(ctx, e); err != nil { // before the codecs are tried
		return store.Experiment{}, err
	}
	if err := s.encodable(ctx, g.Settings); err != nil {
		return store.Experiment{}, err
	}
	return s.startExperiment(ctx, e, g)
}

// gridPictures finds the pictures that are asked for. Of one that codecs of ours made it is
// the pristine one.
func (s *Studio) gridPictures(ctx context.Context, owner string, ids []string) (pictures []GridPicture, err error) {
	if len(ids) == 0 {
		for _, sample := range s.samples {
			pictures = append(pictures, GridPicture{Name: sample.Name})
		}
	}
	for _, id := range ids[:min(len(ids), evaluationPictures+1)] {
		i, err := s.Store.Image(ctx, id, owner)
		if err == nil && i.Setting != "" && i.ReferenceID != "" {
			i, err = s.Store.Image(ctx, i.ReferenceID, owner)
		}
		if err != nil {
			return nil, err
		}
		pictures = append(pictures, GridPicture{Name: i.Name, Image: i.ID})
	}
	return pictures, nil
}

// Restorations is how many restorations of how many are done by an evaluation's rows, each view
// counted. Pictures that were missing are left out.
func (g EvaluationGrid) Restorations(rows []Row) (done, total int) {
	each := len(g.Conditions) * g.Views // of a picture at a setting
	for _, r := range rows {
		done += r.Images * each
	}
	for _, p := range g.Pictures {
		if !p.Missing {
			total += len(g.Settings) * each
		}
	}
	return done, total
}

// check brings the settings into their one spelling and bounds the work.
func (g *EvaluationGrid) check() (err error) {
	if len(g.Settings) > evaluationSettings {
		return &codec.InputError{Kind: codec.BadRequest, Message: fmt.Sprintf(
			"%d settings are more than the %d of an evaluation in the lab. Ask for fewer, or use `uncodec evaluate`.", len(g.Settings), evaluationSettings)}
	}
	for n, setting := range g.Settings {
		if g.Settings[n], err = damageable(setting, image.Pt(SweepSide, SweepSide)); err != nil {
			return err
		}
		if slices.Contains(g.Settings[:n], g.Settings[n]) {
			return &codec.InputError{Kind: codec.BadRequest, Message: fmt.Sprintf("The setting %s is asked for twice.", g.Settings[n])}
		}
	}
	if len(g.Pictures) > evaluationPictures {
		return &codec.InputError{Kind: codec.BadRequest, Message: fmt.Sprintf(
			"An evaluation in the lab takes up to %d pictures. Choose fewer, or use `uncodec evaluate` on a folder.", evaluationPictures)}
	}
	if _, work := g.Restorations(nil); work > evaluationRestorations {
		return &codec.InputError{Kind: codec.BadRequest, Message: fmt.Sprintf(
			"%d pictures at %d settings under %d conditions in %d views are %d restorations, and the lab does up to %d at once. Ask for less, or use `uncodec evaluate`.",
			len(g.Pictures), len(g.Settings), len(g.Conditions), g.Views, work, evaluationRestorations)}
	}
	return nil
}

// encodable tries each codec and level on a small picture: what none here does is told at once.
func (s *Studio) encodable(ctx context.Context, settings []string) error {
	small := image.NewNRGBA(image.Rect(0, 0, 128, 128)) // with detail, which no codec skips
	for n := range small.Pix {
		small.Pix[n] = uint8(n*n>>7) | 3
	}
	var each []string
	for _, setting := range settings {
		for _, step := range strings.Split(setting, ">") {
			if !slices.Contains(each, step) {
				each = append(each, step)
			}
		}
	}
	_, err := s.inTurn(ctx, func(ctx context.Context) (*codec.Coded, error) {
		_, err := s.compressAll(ctx, small, each)
		return nil, err
	})
	return err
}

// EvaluationOf reads an evaluation's grid and the rows that it has so far.
func EvaluationOf(e store.Experiment) (g EvaluationGrid, rows []Row) {
	_ = json.Unmarshal(e.Grid, &g) // written by StartEvaluation and attemptEvaluation
	_ = json.Unmarshal(e.Rows, &rows)
	return g, rows
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
				return nil, cmp.Or(s.Store.MissPicture(ctx, e.ID, n), errGone)
			}
			if err != nil {
				return nil, err
			}
			return crop(img, middle(img.Bounds(), SweepSide)), nil
		}})
	}
	_, err := s.Evaluate(ctx, plan, nil, func(t *Evaluation) error { return s.growExperiment(ctx, e, t.Rows) })
	if errors.Is(err, errGone) {
		return &codec.InputError{Kind: codec.BadRequest, Message: "all of its pictures were deleted meanwhile: bring them again"}
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
