package handlers

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"uncodec/inference"
	"uncodec/inference/protocol"
	"uncodec/web"
)

// inferenceShow says what this server of networks is: the Open Inference Protocol's /v2.
func (s *site) inferenceShow(w http.ResponseWriter, r *http.Request) error {
	return writeJSON(w, http.StatusOK, protocol.Server{Name: inference.Platform, Version: s.Version, Extensions: []string{protocol.Binary}})
}

// inferenceLive tells that the server lives.
func (s *site) inferenceLive(w http.ResponseWriter, r *http.Request) error {
	return writeJSON(w, http.StatusOK, map[string]bool{"live": true})
}

// inferenceReady tells whether the server takes requests.
func (s *site) inferenceReady(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	if _, err := s.Studio.Model(""); err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, map[string]bool{"ready": true})
}

// networkShow tells what a network takes and gives.
func (s *site) networkShow(w http.ResponseWriter, r *http.Request) error {
	m, network, err := s.served(r)
	if err != nil {
		return err
	}
	ins, outs, _ := m.Ports(network)
	return writeJSON(w, http.StatusOK, protocol.Model{
		Name: inference.ServedName(m.Name, network), Versions: []string{m.ServedVersion()}, Platform: inference.Platform,
		Inputs: told(ins), Outputs: told(outs),
	})
}

// networkReady tells whether a network takes requests.
func (s *site) networkReady(w http.ResponseWriter, r *http.Request) error {
	m, network, err := s.served(r)
	if err != nil {
		return err
	}
	if s.draining() {
		return unavailable()
	}
	return writeJSON(w, http.StatusOK, map[string]any{"name": inference.ServedName(m.Name, network), "ready": true})
}

// served finds the model and the network that an address names, as in fast-rnet.
func (s *site) served(r *http.Request) (m *inference.Model, network string, err error) {
	if _, err := s.Studio.Model(""); err != nil {
		return nil, "", err // no networks at all
	}
	name := chi.URLParam(r, "name")
	at := max(strings.LastIndexByte(name, '-'), 0)
	m, err = s.Studio.Model(name[:at])
	if err == nil && at > 0 {
		if _, _, here := m.Ports(name[at+1:]); here && s.versionFits(r, m) {
			return m, name[at+1:], nil
		}
	}
	return nil, "", newFault(http.StatusNotFound, web.NoNetwork(s.servedNames()))
}

func (s *site) versionFits(r *http.Request, m *inference.Model) bool {
	version := chi.URLParam(r, "version")
	return version == "" || version == m.ServedVersion()
}

// servedNames are the networks that there are.
func (s *site) servedNames() (names []string) {
	for _, m := range s.Studio.Models {
		for _, network := range inference.Networks {
			if _, _, here := m.Ports(network); here {
				names = append(names, inference.ServedName(m.Name, network))
			}
		}
	}
	return names
}

func told(ports []inference.Port) []protocol.Port {
	out := make([]protocol.Port, len(ports))
	for i, p := range ports {
		out[i] = protocol.Port{Name: p.Name, Datatype: protocol.Float32, Shape: p.Shape}
	}
	return out
}
