package studio

import (
	"context"
	"encoding/json"
	"image"

	"uncodec/store"
)

// The lab's bounds of an evaluation; the command line has none. Of a picture the middle is
// taken, as for a sweep.
const (
	evaluationPictures     = 40
	evaluationSettings     = 64
	EvaluationRestorations = 400 // pictures × conditions that can be told at each setting × views
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
	Told        []int         `json:"told,omitempty"` // how many of them can be told at each setting; none for all
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

// gridPictures finds the pictures that are asked for, nil for the samples. Of one that codecs of ours made it is
// the pristine one.
func (s *Studio) gridPictures(ctx context.Context, owner string, ids []string) (pictures []GridPicture, err error) {
	switch {
	case ids == nil:
		for _, sample := range s.samples {
			pictures = append(pictures, GridPicture{Name: sample.Name})
		}
	case len(ids) == 0: // of a program whose search found nothing
		return nil, badRequest("no pictures are named: name some of yours, or leave the list out for the samples")
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
	for n, r := range rows {
		done += r.Images * g.told(n) * g.Views
	}
	for _, p := range g.Pictures {
		if !p.Missing {
			total += g.toldInAll() * g.Views
		}
	}
	return done, total
}

// told is how many conditions a picture is restored under at a setting, by its number.
func (g EvaluationGrid) told(setting int) int {
	if setting < len(g.Told) {
		return g.Told[setting]
	}
	return len(g.Conditions)
}

func (g EvaluationGrid) toldInAll() (told int) {
	for n := range g.Settings {
		told += g.told(n)
	}
	return told
}

// checkSettings refuses more of them than the lab takes, and those that it has no codec for.
func (g EvaluationGrid) checkSettings() error {
	if len(g.Settings) > evaluationSettings {
		return badRequest("%d settings are more than the %d of an evaluation in the lab. Ask for fewer, or use `uncodec evaluate`.", len(g.Settings), evaluationSettings)
	}
	for _, setting := range g.Settings {
		if _, err := damageable(setting, image.Pt(SweepSide, SweepSide)); err != nil {
			return err
		}
	}
	return nil
}

// checkWork bounds the pictures, and the restorations in all.
func (g EvaluationGrid) checkWork() error {
	if len(g.Pictures) > evaluationPictures {
		return badRequest("An evaluation in the lab takes up to %d pictures. Choose fewer, or use `uncodec evaluate` on a folder.", evaluationPictures)
	}
	if _, work := g.Restorations(nil); work > EvaluationRestorations {
		return badRequest("Pictures, conditions over all settings and views come to %d × %d × %d = %d restorations, and the lab does up to %d at once. Ask for less, or use `uncodec evaluate`.",
			len(g.Pictures), g.toldInAll(), g.Views, work, EvaluationRestorations)
	}
	return nil
}

// EvaluationOf reads an evaluation's grid and the rows that it has so far.
func EvaluationOf(e store.Experiment) (g EvaluationGrid, rows []Row) {
	_ = json.Unmarshal(e.Grid, &g) // written by StartEvaluation and attemptEvaluation
	_ = json.Unmarshal(e.Rows, &rows)
	return g, rows
}
