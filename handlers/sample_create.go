package handlers

import (
	"bytes"
	"context"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"uncodec/store"
	"uncodec/studio"
)

// sampleCreate takes in a bundled picture, compressed on the spot by the real codec, and begins to restore it, for its
// result was shown already. Who has it is led to that, with all that was made of it.
func (s *site) sampleCreate(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	ctx, stop := s.untilStopping(r.Context())
	defer stop()
	i, err := s.Studio.TakenSample(ctx, owner(r), chi.URLParam(r, "name"))
	if errors.Is(err, store.ErrNotFound) {
		i, err = s.Studio.TakeInSample(ctx, owner(r), chi.URLParam(r, "name"), "", s.expires())
		if err == nil {
			s.begin(r, i)
		}
	}
	if err != nil {
		return s.orUnavailable(err)
	}
	http.Redirect(w, r, "/images/"+i.ID, http.StatusSeeOther)
	return nil
}

// begin restores a picture as the visitor did the last. Where that cannot be just now, the picture's page has the button.
func (s *site) begin(r *http.Request, i store.Image) {
	if how, trouble := s.choiceOf(r, s.remembered(r)); trouble == "" {
		_, _ = s.Studio.StartOnce(r.Context(), i.ID, owner(r), studio.Request{Model: how.model, Views: how.views})
	}
}

// samplePicture shows a bundled picture small. It is everybody's.
func (s *site) samplePicture(w http.ResponseWriter, r *http.Request) error {
	name := chi.URLParam(r, "name")
	small, err := s.encoded(r.Context(), "sample-"+name, func(ctx context.Context) ([]byte, error) {
		img, err := s.Studio.SamplePixels(ctx, name)
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
