package handlers

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"uncodec/inference"
	"uncodec/inference/protocol"
	"uncodec/turns"
	"uncodec/web"
)

// Bounds of a request to a network: in binary a tile with its features takes 40 MB, its pixels
// as JSON a third of that.
const (
	binaryTensors = 48 << 20
	jsonTensors   = 32 << 20
	inferring     = 4 // requests held in memory at once, at least
	roomTime      = 10 * time.Second
)

// brisk is the tempo of requests that hold room which others wait for.
var brisk = tempo{1_000_000, 5 * time.Second}

// newInferences has room for the requests that are held in memory at once: enough to keep
// every thread busy while the next ones arrive. An address never has all of it.
func newInferences(models []*inference.Model) *turns.Room {
	room := inferring
	for _, m := range models {
		room = max(room, m.Threads()+2)
	}
	return turns.NewRoom(int64(room), int64(room-1))
}

// networkRun answers a request for an inference. It waits for room, for a while, before the body is
// read, and keeps it until the answer is gone.
func (s *site) networkRun(w http.ResponseWriter, r *http.Request) error {
	limit := int64(jsonTensors)
	if r.Header.Get(protocol.LengthHeader) != "" {
		limit = binaryTensors
	}
	lineOf(r).keep(brisk)
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	m, network, leave, err := s.enter(r)
	if err != nil {
		return err
	}
	defer leave()
	answer, inBinary, err := infer(r, m, network, limit)
	if err != nil {
		return err
	}
	text, err := answer.Write(w.Header(), inBinary)
	if err != nil {
		return newFault(http.StatusUnprocessableEntity, web.Words.NoNumbers)
	}
	_, _ = w.Write(text) // an error means that the client went
	return nil
}

// enter finds a request's network and waits for room; leave gives that back.
func (s *site) enter(r *http.Request) (m *inference.Model, network string, leave func(), err error) {
	if m, network, err = s.served(r); err != nil {
		return nil, "", nil, err
	}
	if s.draining() {
		return nil, "", nil, unavailable()
	}
	if r.Header.Get("Content-Encoding") != "" {
		return nil, "", nil, newFault(http.StatusUnsupportedMediaType, web.Words.NoEncodedTensors)
	}
	soon, stop := context.WithTimeout(r.Context(), s.roomTime)
	defer stop()
	if leave, err = s.inferences.Take(soon); err == nil {
		return m, network, leave, nil
	}
	if r.Context().Err() == nil {
		err = later(http.StatusTooManyRequests, web.Words.NoRoomForTensors, "1")
	}
	return nil, "", nil, err
}

// infer reads a request and runs its network, which shares the threads with the studio's own work.
func infer(r *http.Request, m *inference.Model, network string, limit int64) (answer *protocol.Answer, inBinary bool, err error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, false, bodyFault(r, err, web.TensorsTooLarge(limit), web.Words.BodyCut)
	}
	request, err := protocol.ReadRequest(r.Header, body)
	if err != nil {
		return nil, false, err
	}
	if err := offered(m, network, request.Wanted); err != nil {
		return nil, false, err
	}
	outputs, err := m.Infer(r.Context(), network, request.Inputs)
	if err != nil {
		return nil, false, err
	}
	return &protocol.Answer{
		ID: request.ID, Model: inference.ServedName(m.Name, network), Version: m.ServedVersion(), Outputs: wanted(outputs, request.Wanted),
	}, request.Binary, nil
}

// offered refuses an output that a network does not give.
func offered(m *inference.Model, network string, names []string) error {
	_, outs, _ := m.Ports(network)
	for _, name := range names {
		if !slices.ContainsFunc(outs, func(p inference.Port) bool { return p.Name == name }) {
			return badRequest(web.NoOutput(name, strings.Join(portNames(outs), ", ")))
		}
	}
	return nil
}

func portNames(ports []inference.Port) (names []string) {
	for _, p := range ports {
		names = append(names, p.Name)
	}
	return names
}

// wanted keeps the outputs asked for; all where none is named.
func wanted(outputs []protocol.Tensor, names []string) []protocol.Tensor {
	if len(names) == 0 {
		return outputs
	}
	return slices.DeleteFunc(outputs, func(t protocol.Tensor) bool { return !slices.Contains(names, t.Name) })
}
