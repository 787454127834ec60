package handlers

import (
	"context"
	"net/http"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// evaluationForm is how many pictures the form takes at once.
const evaluationForm = 20

// evaluationFields are what the form brings beside pictures.
var evaluationFields = []string{"settings", "model", "views", studio.ByTruth, studio.ByNone, studio.ByWrong, "consistency"}

// evaluationCreate puts an evaluation into the queue, from the form: over the pictures that
// it brings, or the samples.
func (s *site) evaluationCreate(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	if _, err := s.Studio.Model(""); err != nil { // before the pictures are taken in
		return err
	}
	u, err := s.receive(w, r, intake{files: evaluationForm, bytes: evaluationForm, each: true})
	defer u.close()
	var e store.Experiment
	if err == nil {
		e, err = s.evaluateForm(r, u)
	}
	if err != nil {
		return s.labAgain(w, r, u, s.orUnavailable(err))
	}
	http.Redirect(w, r, "/lab/evaluations/"+e.ID, http.StatusSeeOther)
	return nil
}

// evaluateForm begins what the form asks for.
func (s *site) evaluateForm(r *http.Request, u *upload) (e store.Experiment, err error) {
	request := studio.EvaluationRequest{
		Settings: u.fields["settings"], Model: u.fields["model"], Consistency: u.fields["consistency"] != "",
		Conditions: []string{studio.ByPosterior},
	}
	for _, condition := range []string{studio.ByTruth, studio.ByNone, studio.ByWrong} {
		if u.fields[condition] != "" {
			request.Conditions = append(request.Conditions, condition)
		}
	}
	if request.Views, err = formViews(u.fields["views"]); err != nil {
		return e, err
	}
	return s.evaluate(r, u, request)
}

// evaluate takes the pictures in and begins: if one cannot be taken, or nothing comes of it,
// none stays.
func (s *site) evaluate(r *http.Request, u *upload, request studio.EvaluationRequest) (e store.Experiment, err error) {
	defer func() {
		if err == nil {
			return
		}
		for _, id := range request.Images {
			_ = s.Studio.Delete(context.WithoutCancel(r.Context()), id, owner(r))
		}
	}()
	if len(u.files) > evaluationForm {
		return e, newFault(http.StatusRequestEntityTooLarge, web.EvaluationFull(evaluationForm))
	}
	for _, f := range u.files {
		i, err := store.Image{}, f.err
		if err == nil {
			i, err = s.admit(r, func() (store.Image, error) { return s.Studio.TakeIn(r.Context(), s.given(r, f)) })
		}
		if err != nil {
			return e, ofFile(f.name, err)
		}
		request.Images = append(request.Images, i.ID)
	}
	return s.startEvaluation(r, request)
}

// ofFile says which of several files is at fault; what is ours has no names.
func ofFile(name string, err error) error {
	fault := *faultOf(err)
	if fault.Status >= http.StatusInternalServerError {
		return err
	}
	fault.Detail = safeName(name) + ": " + fault.Detail
	return &fault
}

// startEvaluation tries the codecs, which may take a while, and begins.
func (s *site) startEvaluation(r *http.Request, request studio.EvaluationRequest) (store.Experiment, error) {
	leave, err := s.compressing.Take(r.Context()) // now that all pictures are here
	if err != nil {
		return store.Experiment{}, err
	}
	defer leave()
	ctx, stop := s.untilStopping(r.Context())
	defer stop()
	return s.Studio.StartEvaluation(ctx, owner(r), request, s.expires())
}

// apiEvaluationCreate does the same with pictures that are here, for a program.
func (s *site) apiEvaluationCreate(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	var request struct {
		studio.EvaluationRequest
		Views *int `json:"views"`
	}
	err := readJSON(w, r, &request)
	if err == nil {
		request.EvaluationRequest.Views, err = saidViews(request.Views)
	}
	if err != nil {
		return err
	}
	e, err := s.startEvaluation(r, request.EvaluationRequest)
	if err != nil {
		return s.orUnavailable(err)
	}
	w.Header().Set("Location", "/api/v1/experiments/"+e.ID)
	return writeJSON(w, http.StatusAccepted, s.experimentFacts(e))
}
