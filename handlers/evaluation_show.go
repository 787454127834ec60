package handlers

import (
	"net/http"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// evaluationShow is an evaluation: its table, as far as it has come.
func (s *site) evaluationShow(w http.ResponseWriter, r *http.Request) error {
	e, err := s.evaluation(r, id(r))
	if err != nil {
		return err
	}
	m := s.evaluationModel(e)
	m.Script = "lab.js"
	if m.Open {
		m.Refresh = "2"
	}
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

// evaluationDoor is the form of the lab's door.
func (s *site) evaluationDoor() web.EvaluationDoor {
	door := web.EvaluationDoor{Limit: web.EvaluationLimit(evaluationForm, studio.SweepSide), Views: viewChoices(1)}
	if model, err := s.Studio.Model(""); err == nil {
		door.Models = modelChoices(s.Studio.Models, model)
	}
	return door
}
