package handlers

import (
	"cmp"
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// sharedShow is what whoever holds a share link sees: the picture, its restoration and the
// figures of that. Not the file's name, nor a note, nor any other picture.
func (s *site) sharedShow(w http.ResponseWriter, r *http.Request) error {
	i, done, err := s.shared(r)
	if err != nil {
		return err
	}
	at := sharedAt(chi.URLParam(r, "token"))
	belief, _ := s.beliefOf(r.Context(), done, i)
	m := web.SharedPicture{
		Page: s.page(web.Words.SharedTitle, ""), Facts: pixelFacts(i), Viewer: sharedViewer(i, done, at),
		Belief: belief, Result: *resultModel(done, i), File: sharedResult(at, done) + "/file",
	}
	m.Script = "viewer.js"
	s.render(w, r, http.StatusOK, web.SharedPage(m))
	return nil
}

// sharedPicture shows the picture as it came.
func (s *site) sharedPicture(w http.ResponseWriter, r *http.Request) error {
	return s.showShared(w, r, func(i store.Image, _ store.Restoration) string { return i.Hash })
}

// sharedRestored shows it restored.
func (s *site) sharedRestored(w http.ResponseWriter, r *http.Request) error {
	return s.showShared(w, r, func(_ store.Image, done store.Restoration) string { return done.ResultHash })
}

func (s *site) showShared(w http.ResponseWriter, r *http.Request, hash func(store.Image, store.Restoration) string) error {
	limit, err := sideLimit(r)
	if err != nil {
		return err
	}
	i, done, err := s.shared(r)
	if err != nil {
		return err
	}
	return s.showPixels(w, r, hash(i, done), i, limit)
}

// sharedFile gives the restored picture to save. Of what the upload says besides its pixels
// the colour profile alone comes along: the owner chose to show the picture and no more.
func (s *site) sharedFile(w http.ResponseWriter, r *http.Request) error {
	i, done, err := s.shared(r)
	if err != nil {
		return err
	}
	how, err := saving(r.URL.Query())
	if err != nil {
		return err
	}
	return s.giveSaved(w, r, done, i, studio.Saving{Format: how.Format, Quality: how.Quality, Bare: true}, "restored")
}

// shared finds what a share link opens: the picture and the restoration beside it, the latest
// unless the address names another that is still here. A wrong link, one that ended and one with nothing to show are
// alike, and so is the picture of a restoration that is gone.
func (s *site) shared(r *http.Request) (store.Image, store.Restoration, error) {
	i, err := s.Studio.Store.SharedImage(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return i, store.Restoration{}, err
	}
	all, err := s.Studio.Store.Restorations(r.Context(), i.ID)
	if err != nil {
		return i, store.Restoration{}, err
	}
	done := choose(all, cmp.Or(id(r), r.URL.Query().Get("restoration")))
	if done == nil && id(r) == "" {
		done = choose(all, "")
	}
	if done == nil {
		return i, store.Restoration{}, store.ErrNotFound
	}
	return i, *done, nil
}

// sharedViewer compares the two at a share link's own addresses.
func sharedViewer(i store.Image, done store.Restoration, at string) web.Viewer {
	v := viewerModel(i, &done, nil, nil)
	v.ID, v.BeforeFull, v.AfterFull = "", at+"/picture", sharedResult(at, done)+"/picture"
	return scaled(v)
}

// sharedResult is where a restoration is under a share link.
func sharedResult(at string, done store.Restoration) string { return at + "/restorations/" + done.ID }

// pixelFacts is a picture's size in pixels.
func pixelFacts(i store.Image) string {
	return sides(i) + " · " + web.Megapixels(float64(i.Width*i.Height)/1e6)
}

func sides(i store.Image) string { return fmt.Sprintf("%d × %d", i.Width, i.Height) }
