package handlers

import (
	"net/http"
	"time"
)

// apiPredictionShow tells what a model believes of a picture.
func (s *site) apiPredictionShow(w http.ResponseWriter, r *http.Request) error {
	begun := time.Now()
	p, err := s.Studio.Prediction(r.Context(), id(r), owner(r), r.URL.Query().Get("model"))
	if err != nil {
		return err
	}
	tellTimes(w, span{"predict", time.Since(begun)})
	return writeJSON(w, http.StatusOK, p)
}

// apiPredictionMapShow tells what it believes of the picture's parts.
func (s *site) apiPredictionMapShow(w http.ResponseWriter, r *http.Request) error {
	begun := time.Now()
	m, err := s.Studio.PredictionMap(r.Context(), id(r), owner(r), r.URL.Query().Get("model"))
	if err != nil {
		return err
	}
	tellTimes(w, span{"predict", time.Since(begun)})
	return writeJSON(w, http.StatusOK, m)
}
