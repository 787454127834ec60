package handlers

import (
	"errors"
	"net/http"
	"net/url"

	"uncodec/store"
	"uncodec/web"
)

// referenceCreate takes in the original of a picture that is here, from the form. ?restoration
// is the one that the page goes on showing, and shows again where the original is refused.
func (s *site) referenceCreate(w http.ResponseWriter, r *http.Request) error {
	i, err := s.addReference(w, r)
	if err != nil {
		return again(w, r, err, func(f *fault) error {
			return s.showStudio(w, r, f.Status, func(m *web.Studio) error {
				if m.Result == nil || m.Result.AddOriginal == "" { // there is no form for it
					return err
				}
				m.Result.Trouble = f.Detail
				return nil
			})
		})
	}
	http.Redirect(w, r, (&url.URL{Path: "/images/" + i.ID, RawQuery: r.URL.Query().Encode()}).String(), http.StatusSeeOther)
	return nil
}

// apiReferenceCreate does the same for a program.
func (s *site) apiReferenceCreate(w http.ResponseWriter, r *http.Request) error {
	i, err := s.addReference(w, r)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1/images/"+i.ReferenceID)
	return writeJSON(w, http.StatusCreated, imageFacts(i))
}

func (s *site) addReference(w http.ResponseWriter, r *http.Request) (store.Image, error) {
	if s.draining() {
		return store.Image{}, unavailable()
	}
	if _, err := s.Studio.Store.Image(r.Context(), id(r), owner(r)); err != nil { // before its bytes are read
		return store.Image{}, err
	}
	u, err := s.receive(w, r, intake{})
	defer u.close()
	if err != nil {
		return store.Image{}, err
	}
	if u.reference.file == nil {
		return store.Image{}, badRequest(web.Words.NoOriginal)
	}
	i, err := s.admit(r, func() (store.Image, error) {
		return s.Studio.AddReference(r.Context(), id(r), s.given(r, u.reference))
	})
	if errors.Is(err, store.ErrConflict) {
		err = newFault(http.StatusConflict, web.Words.HasOriginal)
	}
	return i, err
}
