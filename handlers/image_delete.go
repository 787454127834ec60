package handlers

import "net/http"

// imageDelete forgets a picture and all that was made of it.
func (s *site) imageDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.Studio.Delete(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// apiImageDelete does the same for a program.
func (s *site) apiImageDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.Studio.Delete(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	return noContent(w)
}
