package handlers

import (
	"net/http"
)

// restorationDelete forgets one restoration of a picture, from its row, and goes back to the picture
// as the address says that it stood.
func (s *site) restorationDelete(w http.ResponseWriter, r *http.Request) error {
	one, err := s.Studio.Store.Restoration(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	if err := s.Studio.DiscardRestorations(r.Context(), []string{one.ID}, owner(r)); err != nil {
		return err
	}
	query := r.URL.Query()
	for _, field := range []string{"restoration", "with", "job"} {
		if query.Get(field) == one.ID {
			query.Del(field)
		}
	}
	http.Redirect(w, r, "/images/"+one.ImageID+"?"+query.Encode(), http.StatusSeeOther)
	return nil
}
