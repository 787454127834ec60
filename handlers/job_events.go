package handlers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"uncodec/studio"
)

// askEvery is how often the job's row is asked, since a place in the queue moves
// without news, and a beat keeps proxies from closing the stream.
const askEvery = 2 * time.Second

// apiJobEvents streams a job's news until it ended.
func (s *site) apiJobEvents(w http.ResponseWriter, r *http.Request) error {
	news, stop, err := s.Studio.Watch(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would hold events back
	if r.Method == http.MethodHead {          // no news come after that, and the connection's next request waits for the end
		return nil
	}
	ask := time.NewTicker(askEvery)
	defer ask.Stop()
	for {
		select {
		case <-r.Context().Done():
			return nil
		case <-s.Stopping:
			return nil
		case event := <-news:
			if sendEvent(w, event) != nil || event.Ended() {
				return nil
			}
		case <-ask.C:
			event, err := s.Studio.Job(r.Context(), id(r), owner(r))
			if err != nil || sendEvent(w, event) != nil || event.Ended() {
				return nil // deleted meanwhile, or nobody reads
			}
		}
	}
}

// sendEvent writes one server-sent event.
func sendEvent(w http.ResponseWriter, e studio.Event) error {
	text, err := json.Marshal(jobFacts(e))
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}
