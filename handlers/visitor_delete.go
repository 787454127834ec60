package handlers

import (
	"net/http"

	"uncodec/web"
)

// visitorDiscard asks whether all that the visitor keeps is to be deleted, and counts it.
func (s *site) visitorDiscard(w http.ResponseWriter, r *http.Request) error {
	own, err := s.Studio.Store.Owned(r.Context(), owner(r))
	if err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, web.LeavePage(web.Leave{
		Page:  s.page(web.Words.LeaveTitle, ""),
		Items: web.Belongings(own.Images, own.Restorations, own.Batches, own.Experiments),
	}))
	return nil
}

// visitorDelete deletes it, after the last word. The browser is a new visitor from then on.
func (s *site) visitorDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.leave(w, r); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// apiVisitorDelete does the same for a program.
func (s *site) apiVisitorDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.leave(w, r); err != nil {
		return err
	}
	return noContent(w)
}

// leave ends a visitor: what they have under way, all that is kept of them here, what their
// browser keeps of it, and the cookies. In a shared lab what others brought stays.
func (s *site) leave(w http.ResponseWriter, r *http.Request) error {
	left, err := s.present.leave(r)
	if err != nil {
		return err
	}
	defer left()
	if err := s.Studio.DeleteOwner(r.Context(), owner(r)); err != nil {
		return err
	}
	s.setCookie(w, r, cookieName, "", -1)
	s.setCookie(w, r, choiceCookie, "", -1)
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return nil
}
