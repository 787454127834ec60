package handlers

import (
	"errors"
	"net/http"

	"uncodec/store"
)

// jobStop stops a job from the form. One that had ended meanwhile is no trouble.
func (s *site) jobStop(w http.ResponseWriter, r *http.Request) error {
	job, err := s.Studio.Store.Restoration(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	if err := s.Studio.Cancel(r.Context(), job.ID, owner(r)); err != nil && !errors.Is(err, store.ErrConflict) {
		return err
	}
	http.Redirect(w, r, "/images/"+job.ImageID+"?job="+job.ID, http.StatusSeeOther)
	return nil
}

// apiJobDelete stops a job for a program.
func (s *site) apiJobDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.Studio.Cancel(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	return noContent(w)
}
