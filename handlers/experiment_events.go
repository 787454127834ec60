package handlers

import (
	"net/http"

	"uncodec/studio"
)

// apiExperimentEvents streams how far an experiment is until it ended.
func (s *site) apiExperimentEvents(w http.ResponseWriter, r *http.Request) error {
	var kind string
	ask := func() (studio.Event, error) {
		e, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
		if err != nil {
			return studio.Event{}, err
		}
		kind = e.Kind
		return s.Studio.ExperimentNews(e), nil
	}
	now, err := ask()
	if err != nil {
		return err
	}
	news := make(chan studio.Event, 1) // what it is now: the next come by asking
	news <- now
	return s.streamNews(w, r, news, ask, func(e studio.Event) jobJSON { return newsJSON(e, experimentJob(kind, e).Text) })
}
