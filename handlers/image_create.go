package handlers

import (
	"net/http"
)

// imageCreate takes in a picture from the form.
func (s *site) imageCreate(w http.ResponseWriter, r *http.Request) error {
	i, err := s.takeIn(w, r)
	if err != nil {
		return again(w, r, err, func(f *fault) error { return s.showIntake(w, r, f.Status, f.Detail) })
	}
	http.Redirect(w, r, "/images/"+i.ID, http.StatusSeeOther)
	return nil
}

// apiImageCreate takes in a picture for a program.
func (s *site) apiImageCreate(w http.ResponseWriter, r *http.Request) error {
	i, err := s.takeIn(w, r)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1/images/"+i.ID)
	return writeJSON(w, http.StatusCreated, imageFacts(i))
}
