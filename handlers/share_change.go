package handlers

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"uncodec/store"
	"uncodec/web"
)

// imageShare makes the share link of a picture, from the form. The page that follows shows it.
func (s *site) imageShare(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(w, r); err != nil {
		return err
	}
	if _, err := s.share(r, r.PostForm.Get("restoration")); err != nil {
		return err
	}
	http.Redirect(w, r, shareControl(r), http.StatusSeeOther)
	return nil
}

// imageUnshare ends it.
func (s *site) imageUnshare(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(w, r); err != nil {
		return err
	}
	if err := s.Studio.Store.Unshare(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	http.Redirect(w, r, shareControl(r), http.StatusSeeOther)
	return nil
}

// shareControl is where a form of the share link came from.
func shareControl(r *http.Request) string {
	page := "/images/" + id(r)
	if restoration := r.PostForm.Get("restoration"); restoration != "" {
		page += "?restoration=" + url.QueryEscape(restoration)
	}
	return page + "#share"
}

// apiImageShare makes it for a program: for ?restoration, or whichever is the latest.
func (s *site) apiImageShare(w http.ResponseWriter, r *http.Request) error {
	address, err := s.share(r, r.URL.Query().Get("restoration"))
	if err != nil {
		return err
	}
	w.Header().Set("Location", address)
	return writeJSON(w, http.StatusCreated, map[string]string{"address": address})
}

// apiImageUnshare ends it for a program.
func (s *site) apiImageUnshare(w http.ResponseWriter, r *http.Request) error {
	if err := s.Studio.Store.Unshare(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	return noContent(w)
}

// share makes the address's picture visible by a link, which it returns. A picture has one:
// whoever asks again gets the same.
func (s *site) share(r *http.Request, restoration string) (link string, err error) {
	i, all, err := s.picture(r)
	if err != nil {
		return "", err
	}
	if choose(all, restoration) == nil {
		return "", newFault(http.StatusConflict, web.Words.ShareNothing)
	}
	secret, err := s.Studio.Store.Share(r.Context(), i.ID, owner(r))
	return s.shareLink(r, secret, restoration), err
}

// shareModel is a picture's link for its page: there is something to show, or it was shared while there was.
func (s *site) shareModel(r *http.Request, i store.Image, shown *store.Restoration) *web.ShareLink {
	var restoration string
	switch {
	case shown != nil:
		restoration = shown.ID
	case i.Shared == "":
		return nil
	}
	return &web.ShareLink{Image: i.ID, Restoration: restoration, Address: s.shareLink(r, i.Shared, restoration), Alone: alone(r)}
}

// shareLink is the whole address that a secret opens, "" for none.
func (s *site) shareLink(r *http.Request, secret, restoration string) string {
	if secret == "" {
		return ""
	}
	link := s.origin(r) + sharedAt(secret)
	if restoration != "" {
		link += "?restoration=" + restoration
	}
	return link
}

// alone tells whether a request came under a name that means this machine, wherever it is opened.
func alone(r *http.Request) bool {
	host := hostOf(r)
	ip, _ := netip.ParseAddr(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip.IsLoopback()
}

// sharedAt is where what a secret opens begins.
func sharedAt(secret string) string { return "/shared/" + secret }
