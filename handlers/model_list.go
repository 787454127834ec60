package handlers

import (
	"net/http"

	"uncodec/inference"
)

// modelJSON is a model's facts and what results are filed under.
type modelJSON struct {
	inference.Facts
	Hash string `json:"hash"`
}

// modelList tells which models there are and what they were trained on.
func (s *site) modelList(w http.ResponseWriter, r *http.Request) error {
	if _, err := s.Studio.Model(""); err != nil {
		return err
	}
	list := make([]modelJSON, len(s.Studio.Models))
	for n, m := range s.Studio.Models {
		list[n] = modelJSON{m.Facts, m.Hash}
	}
	return writeJSON(w, http.StatusOK, map[string]any{"models": list})
}
