package handlers

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"uncodec/store"
)

// sampleCreate takes in a bundled picture, compressed on the spot by the real codec. Who has it
// already is led to that, with all that was made of it.
func (s *site) sampleCreate(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	ctx, stop := s.untilStopping(r.Context())
	defer stop()
	i, err := s.Studio.TakenSample(ctx, owner(r), chi.URLParam(r, "name"))
	if errors.Is(err, store.ErrNotFound) {
		i, err = s.Studio.TakeInSample(ctx, owner(r), chi.URLParam(r, "name"), "", s.expires())
	}
	if err != nil {
		return s.orUnavailable(err)
	}
	http.Redirect(w, r, "/images/"+i.ID, http.StatusSeeOther)
	return nil
}

// samplePicture shows a bundled picture small. It is everybody's.
func (s *site) samplePicture(w http.ResponseWriter, r *http.Request) error {
	name := chi.URLParam(r, "name")
	small, err := s.encoded(r.Context(), "sample-"+name, func() ([]byte, error) {
		img, err := s.Studio.SamplePixels(r.Context(), name)
		if err != nil {
			return nil, err
		}
		return forShow(img, thumbnailSide)
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	serveContent(w, r, bytes.NewReader(small))
	return nil
}
