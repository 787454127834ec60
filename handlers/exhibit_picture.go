package handlers

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"

	"uncodec/store"
)

// exhibitDamaged shows what a codec made of a sample.
func (s *site) exhibitDamaged(w http.ResponseWriter, r *http.Request) error {
	return s.showExhibit(w, r, false)
}

// exhibitRestored shows what the networks made of that.
func (s *site) exhibitRestored(w http.ResponseWriter, r *http.Request) error {
	return s.showExhibit(w, r, true)
}

// showExhibit shows a picture that exhibitShow or the loop has made. It makes none: what
// was let go since is not found, and asking for the exhibit again brings it back.
func (s *site) showExhibit(w http.ResponseWriter, r *http.Request, restored bool) error {
	d, err := demo(r)
	if err != nil {
		return err
	}
	e, err := s.Studio.FindExhibit(d)
	if err != nil {
		return err
	}
	data := e.Damaged
	if restored {
		data = e.Restored
	}
	if data == nil {
		return store.ErrNotFound
	}
	return writePNG(w, data)
}

func pristineAddress(sample string) string { return "/kiosk/samples/" + sample }

// kioskSample shows the part of a sample that a kiosk shows, pristine.
func (s *site) kioskSample(w http.ResponseWriter, r *http.Request) error {
	name := chi.URLParam(r, "name")
	data, err := s.encoded(r.Context(), "kiosk-"+name, func(ctx context.Context) ([]byte, error) {
		img, err := s.Studio.DemoPicture(ctx, name)
		if err != nil {
			return nil, err
		}
		return forShow(img, 0)
	})
	if err != nil {
		return err
	}
	return writePNG(w, data)
}
