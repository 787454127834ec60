package handlers

import (
	"cmp"
	"net/http"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// usualSettings are what the form begins with.
const usualSettings = "jpeg:10,20,30,40 webp:20 avc:37"

// evaluationShow is an evaluation: its table, as far as it has come.
func (s *site) evaluationShow(w http.ResponseWriter, r *http.Request) error {
	e, err := s.evaluation(r, id(r))
	if err != nil {
		return err
	}
	m := s.evaluationModel(e)
	m.Script = "lab.js"
	s.render(w, r, http.StatusOK, web.EvaluationPage(m))
	return nil
}

// evaluation finds an evaluation of the visitor's.
func (s *site) evaluation(r *http.Request, id string) (store.Experiment, error) {
	e, err := s.Studio.Store.Experiment(r.Context(), id, owner(r))
	if err == nil && e.Kind != store.KindEvaluation {
		err = store.ErrNotFound
	}
	return e, err
}

// evaluationDoor is the form of the lab's door, as it was sent where it was refused.
func (s *site) evaluationDoor(given map[string]string) web.EvaluationDoor {
	views, _ := formViews(given["views"])
	door := web.EvaluationDoor{
		Limit: web.EvaluationLimit(evaluationForm, studio.SweepSide, studio.EvaluationRestorations), Views: viewChoices(cmp.Or(views, 1)),
		Settings: cmp.Or(given["settings"], usualSettings), Given: given,
	}
	if model, err := s.Studio.Model(given["model"]); err == nil {
		door.Models = modelChoices(s.Studio.Models, model)
	}
	return door
}
