package handlers

import (
	"net/http"
	"net/url"
)

// restorationDelete forgets one restoration of a picture, from its row, and goes back to the picture
// and what ?shown says was shown of it.
func (s *site) restorationDelete(w http.ResponseWriter, r *http.Request) error {
	one, err := s.Studio.Store.Restoration(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	if err := s.Studio.DiscardRestorations(r.Context(), []string{one.ID}, owner(r)); err != nil {
		return err
	}
	address := "/images/" + one.ImageID
	if shown := r.URL.Query().Get("shown"); shown != "" {
		address += "?restoration=" + url.QueryEscape(shown)
	}
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}
