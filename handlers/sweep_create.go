package handlers

import (
	"net/http"

	"uncodec/store"
	"uncodec/web"
)

// sweepCreate puts a sweep of a picture into the queue, from the form.
func (s *site) sweepCreate(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(w, r); err != nil {
		return err
	}
	e, err := s.startSweep(r, id(r), r.PostForm.Get("model"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/lab/"+e.ImageID+"?sweep="+e.ID+"#sweep-title", http.StatusSeeOther)
	return nil
}

// sweepRequest asks for a sweep of one of the visitor's pictures.
type sweepRequest struct {
	Image string `json:"image"`
	Model string `json:"model"`
}

// apiSweepCreate does the same for a program.
func (s *site) apiSweepCreate(w http.ResponseWriter, r *http.Request) error {
	var request sweepRequest
	if err := readJSON(w, r, &request); err != nil {
		return err
	}
	if request.Image == "" {
		return badRequest(web.Words.SweepOfNone)
	}
	e, err := s.startSweep(r, request.Image, request.Model)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1/experiments/"+e.ID)
	return writeJSON(w, http.StatusAccepted, s.experimentFacts(e))
}

func (s *site) startSweep(r *http.Request, image, model string) (store.Experiment, error) {
	if s.draining() {
		return store.Experiment{}, unavailable()
	}
	return s.Studio.StartSweep(r.Context(), image, owner(r), model)
}
