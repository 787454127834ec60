package handlers

import (
	"net/http"
	"net/url"
)

// restorationDelete forgets one restoration of a picture, from its row, and goes back to the picture
// as the address says that it stood, in the studio or, with ?room=lab, in the lab.
func (s *site) restorationDelete(w http.ResponseWriter, r *http.Request) error {
	one, err := s.Studio.Store.Restoration(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	if err := s.Studio.DiscardRestorations(r.Context(), []string{one.ID}, owner(r)); err != nil {
		return err
	}
	query, room := r.URL.Query(), "/images/"
	if query.Get("room") == "lab" {
		room = "/lab/"
	}
	query.Del("room")
	for _, field := range []string{"restoration", "with", "job"} {
		if query.Get(field) == one.ID {
			query.Del(field)
		}
	}
	http.Redirect(w, r, (&url.URL{Path: room + one.ImageID, RawQuery: query.Encode()}).String(), http.StatusSeeOther)
	return nil
}
