package handlers

import (
	"net/http"

	"uncodec/store"
	"uncodec/studio"
)

// jobJSON is a job's news, and the same in words.
type jobJSON struct {
	studio.Event
	Progress float64 `json:"progress"` // 0…1
	Text     string  `json:"text,omitempty"`
}

// newsJSON is news for programs, with the same in words.
func newsJSON(e studio.Event, text string) jobJSON {
	progress := float64(e.Done) / float64(max(1, e.Total))
	if e.State == store.Done {
		progress = 1
	}
	return jobJSON{e, progress, text}
}

func jobFacts(e studio.Event) jobJSON { return newsJSON(e, jobModel(e).Text) }

// apiJobShow tells how a job stands.
func (s *site) apiJobShow(w http.ResponseWriter, r *http.Request) error {
	now, err := s.Studio.Job(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, jobFacts(now))
}
