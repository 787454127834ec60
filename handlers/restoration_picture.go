package handlers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// restorationPicture shows a finished restoration on the page; ?max bounds its sides.
func (s *site) restorationPicture(w http.ResponseWriter, r *http.Request) error {
	limit, err := sideLimit(r)
	if err != nil {
		return err
	}
	done, i, err := s.finished(r)
	if err != nil {
		return err
	}
	return s.showPixels(w, r, done.ResultHash, i, limit)
}

// restorationFile gives a finished restoration to save, in ?format.
func (s *site) restorationFile(w http.ResponseWriter, r *http.Request) error {
	done, i, err := s.finished(r)
	if err != nil {
		return err
	}
	return s.giveResult(w, r, done, i, codec.Stem(i.Name)+"-restored")
}

// apiRestorationImage gives it to a program.
func (s *site) apiRestorationImage(w http.ResponseWriter, r *http.Request) error {
	done, i, err := s.finished(r)
	if err != nil {
		return err
	}
	return s.giveResult(w, r, done, i, "")
}

// finished finds a restoration whose picture is there, and what it is of.
func (s *site) finished(r *http.Request) (one store.Restoration, of store.Image, err error) {
	if one, err = s.Studio.Store.Restoration(r.Context(), id(r), owner(r)); err != nil {
		return one, of, err
	}
	if one.State != store.Done || one.ResultHash == "" {
		return one, of, newFault(http.StatusConflict, web.Words.NotFinished)
	}
	of, err = s.Studio.Store.Image(r.Context(), one.ImageID, owner(r))
	return one, of, err
}

// extensions are those of the formats that pictures are saved in.
var extensions = map[string]string{"png": ".png", "jpeg": ".jpg", "webp": ".webp"}

// giveResult answers with a restoration's picture as ?format, ?quality, ?place and ?note
// ask for it, under a name to save it as, if any.
func (s *site) giveResult(w http.ResponseWriter, r *http.Request, done store.Restoration, of store.Image, name string) error {
	how, err := saving(r.URL.Query())
	if err != nil {
		return err
	}
	return s.giveSaved(w, r, done, of, how, name)
}

// giveSaved answers with it as how says.
func (s *site) giveSaved(w http.ResponseWriter, r *http.Request, done store.Restoration, of store.Image, how studio.Saving, name string) error {
	begun := time.Now()
	data, err := s.saved(r.Context(), done, of, how)
	if err != nil {
		return err
	}
	content, leave, err := s.hold(data)
	if err != nil {
		return err
	}
	defer leave()
	tellTimes(w, span{"save", time.Since(begun)})
	fileHeaders(w, "image/"+how.Format, fmt.Sprintf("%x", sha256.Sum256([]byte(savedVersion(done, of, how))))[:32])
	if name != "" {
		attach(w, name+extensions[how.Format])
	}
	serveContent(w, r, content)
	return nil
}

// saved encodes a finished restoration, or finds it encoded.
func (s *site) saved(ctx context.Context, done store.Restoration, of store.Image, how studio.Saving) ([]byte, error) {
	return s.encoded(ctx, savedVersion(done, of, how), func(ctx context.Context) ([]byte, error) {
		return s.Studio.Save(ctx, done, of, how)
	})
}

func savedVersion(done store.Restoration, of store.Image, how studio.Saving) string {
	return fmt.Sprintf("%.32s-%.32s-%v", done.ID, of.Hash, how)
}

// saving reads how a picture is to be saved out of an address. An empty field of a form
// asks for what is usual.
func saving(query url.Values) (how studio.Saving, err error) {
	if err := checkFields(query, "format", "quality", "place", "note"); err != nil {
		return how, err
	}
	how.Format = cmp.Or(query.Get("format"), "png")
	if how.Format == "jpg" {
		how.Format = "jpeg"
	}
	if text := query.Get("quality"); text != "" {
		if how.Quality, err = strconv.Atoi(text); err != nil || how.Quality < 1 {
			return how, badRequest(web.Words.BadQuality)
		}
	}
	for name, wish := range map[string]*bool{"place": &how.Place, "note": &how.Note} {
		if text := query.Get(name); text != "" {
			if *wish, err = strconv.ParseBool(text); err != nil {
				return how, badRequest(web.Words.BadWish)
			}
		}
	}
	return how, nil
}
