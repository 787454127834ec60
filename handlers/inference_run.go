package handlers

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"uncodec/inference"
	"uncodec/inference/protocol"
	"uncodec/web"
)

const (
	tensorBytes = 128 << 20 // of a request: a tile's features are 78 MB
	inferring   = 4         // requests held in memory at once, at least
	roomTime    = 10 * time.Second
)

// newInferences has room for the requests that are held in memory at once: enough to keep
// every thread busy while the next ones arrive.
func newInferences(models []*inference.Model) chan struct{} {
	room := inferring
	for _, m := range models {
		room = max(room, m.Threads()+2)
	}
	return make(chan struct{}, room)
}

// networkRun answers a request for an inference. It waits for room before its body is read,
// for a while, and shares the threads with the studio's own work.
func (s *site) networkRun(w http.ResponseWriter, r *http.Request) error {
	m, network, err := s.served(r)
	if err != nil {
		return err
	}
	if s.draining() {
		return unavailable()
	}
	select {
	case s.inferences <- struct{}{}:
		defer func() { <-s.inferences }()
	case <-r.Context().Done():
		return r.Context().Err()
	case <-time.After(roomTime):
		f := newFault(http.StatusTooManyRequests, web.Words.NoRoomForTensors)
		f.RetryAfter = "1"
		return f
	}
	body, err := readTensors(w, r)
	if err != nil {
		return err
	}
	request, err := protocol.ReadRequest(r.Header, body)
	if err != nil {
		return err
	}
	body = nil
	outputs, err := m.Infer(r.Context(), network, request.Inputs)
	if err != nil {
		return err
	}
	if outputs, err = wanted(outputs, request.Wanted); err != nil {
		return err
	}
	answer := protocol.Answer{ID: request.ID, Model: inference.ServedName(m.Name, network), Version: m.ServedVersion(), Outputs: outputs}
	text, err := answer.Write(w.Header(), request.Binary)
	if err != nil {
		return newFault(http.StatusUnprocessableEntity, web.Words.NoNumbers)
	}
	_, _ = w.Write(text) // an error means that the client went
	return nil
}

// readTensors takes in a request's body, in a time that its progress gives.
func readTensors(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	steady(w, r, tensorBytes)
	body, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		drain(w, r)
		return nil, newFault(http.StatusRequestEntityTooLarge, web.TensorsTooLarge(tensorBytes))
	}
	if err != nil {
		return nil, badRequest(web.Words.BodyCut)
	}
	return body, nil
}

// wanted keeps the outputs asked for, in that order; all where none is named.
func wanted(outputs []protocol.Tensor, names []string) ([]protocol.Tensor, error) {
	if len(names) == 0 {
		return outputs, nil
	}
	var kept []protocol.Tensor
	for _, name := range names {
		at := slices.IndexFunc(outputs, func(t protocol.Tensor) bool { return t.Name == name })
		if at < 0 {
			var there []string
			for _, t := range outputs {
				there = append(there, t.Name)
			}
			return nil, badRequest(web.NoOutput(name, strings.Join(there, ", ")))
		}
		kept = append(kept, outputs[at])
	}
	return kept, nil
}
