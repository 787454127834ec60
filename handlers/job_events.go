package handlers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"uncodec/studio"
)

// askEvery is how often the row is asked, since a place in the queue moves
// without news, and a beat keeps proxies from closing the stream.
const askEvery = 2 * time.Second

// apiJobEvents streams a job's news until it ended.
func (s *site) apiJobEvents(w http.ResponseWriter, r *http.Request) error {
	news, stop, err := s.Studio.Watch(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	defer stop()
	ask := func() (studio.Event, error) { return s.Studio.Job(r.Context(), id(r), owner(r)) }
	return s.streamNews(w, r, news, ask, jobFacts)
}

// streamNews sends news as they come, and what is asked for every so often, until they tell of an end.
func (s *site) streamNews(w http.ResponseWriter, r *http.Request, news <-chan studio.Event, ask func() (studio.Event, error), facts func(studio.Event) jobJSON) error {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would hold events back
	if r.Method == http.MethodHead {          // no news come after that, and the connection's next request waits for the end
		return nil
	}
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return nil
		case <-s.Stopping:
			return nil
		case event := <-news:
			if sendEvent(w, facts(event)) != nil || event.Ended() {
				return nil
			}
		case <-tick.C:
			event, err := ask()
			if err != nil || sendEvent(w, facts(event)) != nil || event.Ended() {
				return nil // deleted meanwhile, or nobody reads
			}
		}
	}
}

// sendEvent writes one server-sent event.
func sendEvent(w http.ResponseWriter, news jobJSON) error {
	text, err := json.Marshal(news)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}
