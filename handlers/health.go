package handlers

import (
	"net/http"

	"uncodec/studio"
)

// health is what the health checks answer.
type health struct {
	Status    string `json:"status"` // ok, degraded, unready
	Version   string `json:"version,omitempty"`
	Store     string `json:"store,omitempty"`
	Restoring string `json:"restoring,omitempty"` // why it is off, or a model of several is
}

// healthShow tells that the process lives.
func (s *site) healthShow(w http.ResponseWriter, r *http.Request) error {
	h := health{Status: "ok", Version: s.Version}
	s.degrade(&h)
	return writeJSON(w, http.StatusOK, h)
}

// degrade tells of networks that are not there, all or some; no place of this machine, nor the address of a
// server that they run on, which are in the log since the start.
func (s *site) degrade(h *health) {
	_, err := s.Studio.Model("")
	if err == nil && s.Studio.Why != nil {
		err = &studio.UnavailableError{Cause: s.Studio.Why}
	}
	if err != nil {
		h.Status, h.Restoring = "degraded", faultOf(err).Detail
	}
}

// readyShow tells whether people can be served. Without networks pages still work:
// that is degraded and not unready.
func (s *site) readyShow(w http.ResponseWriter, r *http.Request) error {
	h := health{Status: "ok", Store: "ok"}
	s.degrade(&h)
	if err := s.Studio.Store.Ping(r.Context()); err != nil {
		s.Log.Error("store not ready", "request", requestID(r), "error", err)
		h.Status, h.Store = "unready", "cannot be written"
	}
	if s.draining() {
		h.Status = "unready"
	}
	if h.Status == "unready" {
		w.Header().Set("Retry-After", "10")
		return writeJSON(w, http.StatusServiceUnavailable, h)
	}
	return writeJSON(w, http.StatusOK, h)
}
