package handlers

import "net/http"

// batchStop stops a batch, from the form.
func (s *site) batchStop(w http.ResponseWriter, r *http.Request) error {
	if err := s.Studio.StopBatch(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	http.Redirect(w, r, "/batch/"+id(r), http.StatusSeeOther)
	return nil
}

// batchResume lets a batch go on, and try again what was stopped or failed.
func (s *site) batchResume(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	if err := s.Studio.ResumeBatch(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	http.Redirect(w, r, "/batch/"+id(r), http.StatusSeeOther)
	return nil
}

// batchDelete removes a batch with its pictures.
func (s *site) batchDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.Studio.DeleteBatch(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	http.Redirect(w, r, "/batch", http.StatusSeeOther)
	return nil
}
