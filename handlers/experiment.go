package handlers

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// experimentJSON is an experiment for programs.
type experimentJSON struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Image   string          `json:"image,omitempty"`
	State   store.State     `json:"state"`
	Error   string          `json:"error,omitempty"`
	File    string          `json:"file,omitempty"` // the image's name, in lists
	Note    string          `json:"note,omitempty"`
	Grid    json.RawMessage `json:"grid"`
	Rows    json.RawMessage `json:"rows,omitempty"` // left out of lists
	Created time.Time       `json:"created"`

	SecondsLeft float64 `json:"seconds_left,omitempty"`
}

func (s *site) experimentFacts(e store.Experiment) experimentJSON {
	return experimentJSON{
		ID: e.ID, Kind: e.Kind, Image: e.ImageID, State: e.State, Error: e.Error, Note: e.Note,
		Grid: orEmpty(e.Grid, "{}"), Rows: orEmpty(e.Rows, "[]"), Created: e.Created,
		SecondsLeft: s.Studio.ExperimentSecondsLeft(e),
	}
}

// apiExperimentShow tells an experiment's state, its grid and its rows so far.
func (s *site) apiExperimentShow(w http.ResponseWriter, r *http.Request) error {
	e, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, s.experimentFacts(e))
}

// apiExperimentDelete stops an experiment that is open, and forgets one that ended.
func (s *site) apiExperimentDelete(w http.ResponseWriter, r *http.Request) error {
	err := s.Studio.CancelExperiment(r.Context(), id(r), owner(r))
	if errors.Is(err, store.ErrConflict) {
		err = s.Studio.Store.DeleteExperiment(r.Context(), id(r), owner(r))
	}
	if err != nil {
		return err
	}
	return noContent(w)
}

// experimentJob is how far an experiment of a kind is, in its own words.
func experimentJob(kind string, e studio.Event) web.ExperimentJob {
	progress, stopped := web.SweepProgress, web.SweepStopped
	if kind == store.KindEvaluation {
		progress, stopped = web.EvaluationProgress, web.EvaluationStopped
	}
	j := web.ExperimentJob{ID: e.ID, Done: fmt.Sprint(e.Done), Total: fmt.Sprint(e.Total), Open: !e.Ended()}
	switch e.State {
	case store.Queued:
		j.Text = web.Words.Queue
	case store.Running:
		j.Text = progress(e.Done, e.Total, e.SecondsLeft)
	case store.Failed:
		j.Text = web.Words.Failed + ": " + e.Error
	case store.Cancelled:
		j.Text = stopped(e.Done, e.Total)
	}
	return j
}

// experimentStop stops a sweep or an evaluation, from the form.
func (s *site) experimentStop(w http.ResponseWriter, r *http.Request) error {
	e, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	err = s.Studio.CancelExperiment(r.Context(), e.ID, owner(r))
	if err != nil && !errors.Is(err, store.ErrConflict) { // it ended meanwhile: the page shows how
		return err
	}
	to := "/lab/" + e.ImageID + "?sweep=" + e.ID + "#sweep-title"
	if e.Kind == store.KindEvaluation {
		to = "/lab/evaluations/" + e.ID
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// experimentFile saves the rows of a sweep or an evaluation: ?format=csv or json.
func (s *site) experimentFile(w http.ResponseWriter, r *http.Request) error {
	e, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	if r.URL.Query().Get("format") == "json" { // with its grid
		attach(w, e.Kind+".json")
		return writeJSON(w, http.StatusOK, s.experimentFacts(e))
	}
	if e.Kind == store.KindEvaluation {
		return saveTable(s, w, r, "evaluation", evaluationLines, once(evaluationLinesOf(store.ListedExperiment{Experiment: e})))
	}
	of, err := s.Studio.Store.Image(r.Context(), e.ImageID, owner(r))
	if err != nil {
		return err
	}
	return saveTable(s, w, r, "sweep", sweepLines, once(sweepLinesOf(store.ListedExperiment{Experiment: e, Subject: store.Subject{Name: of.Name}})))
}
