package handlers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"uncodec/studio"
)

const (
	// askEvery is how often the job's row is asked, since a place in the queue moves
	// without news, and a beat keeps proxies from closing the stream.
	askEvery = 2 * time.Second
	// writeTime is how long a reader may take for one event.
	writeTime = 10 * time.Second
)

// apiJobEvents streams a job's news until it ended.
func (s *site) apiJobEvents(w http.ResponseWriter, r *http.Request) error {
	news, stop, err := s.Studio.Watch(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would hold events back
	stream := &eventStream{w: w, control: http.NewResponseController(w)}
	defer func() { _ = stream.control.SetWriteDeadline(time.Time{}) }() // the connection lives on
	ask := time.NewTicker(askEvery)
	defer ask.Stop()
	for {
		select {
		case <-r.Context().Done():
			return nil
		case <-s.Stopping:
			return nil
		case event := <-news:
			if stream.send(event) != nil || event.Ended() {
				return nil
			}
		case <-ask.C:
			event, err := s.Studio.Job(r.Context(), id(r), owner(r))
			if err != nil || stream.send(event) != nil || event.Ended() {
				return nil // deleted meanwhile, or nobody reads
			}
		}
	}
}

// eventStream writes server-sent events.
type eventStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (s *eventStream) send(e studio.Event) error {
	text, err := json.Marshal(jobFacts(e))
	if err != nil {
		return err
	}
	_ = s.control.SetWriteDeadline(time.Now().Add(writeTime)) // not every writer has deadlines: tests
	if _, err := fmt.Fprintf(s.w, "data: %s\n\n", text); err != nil {
		return err
	}
	return s.control.Flush()
}
