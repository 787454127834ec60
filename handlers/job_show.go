package handlers

import (
	"net/http"

	"uncodec/studio"
)

// jobJSON is a job's news, and the same in words.
type jobJSON struct {
	studio.Event
	Text string `json:"text,omitempty"`
}

func jobFacts(e studio.Event) jobJSON { return jobJSON{e, jobModel(e).Text} }

// apiJobShow tells how a job stands.
func (s *site) apiJobShow(w http.ResponseWriter, r *http.Request) error {
	now, err := s.Studio.Job(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, jobFacts(now))
}
