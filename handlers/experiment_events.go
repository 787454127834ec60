package handlers

import (
	"net/http"

	"uncodec/studio"
)

// apiExperimentEvents streams how far an experiment is until it ended.
func (s *site) apiExperimentEvents(w http.ResponseWriter, r *http.Request) error {
	e, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	news := make(chan studio.Event, 1) // how it stands now: what follows comes by asking
	news <- s.Studio.ExperimentNews(e)
	ask := func() (studio.Event, error) {
		now, err := s.Studio.Store.Experiment(r.Context(), e.ID, owner(r))
		return s.Studio.ExperimentNews(now), err
	}
	return s.streamNews(w, r, news, ask, func(now studio.Event) jobJSON { return newsJSON(now, experimentJob(e.Kind, now).Text) })
}
