package handlers

import (
	"bytes"
	"net/http"
	"path"
	"strings"
	"time"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/web"
)

// restorationPicture shows a finished restoration on the page; ?max bounds its sides.
func (s *site) restorationPicture(w http.ResponseWriter, r *http.Request) error {
	limit, err := sideLimit(r)
	if err != nil {
		return err
	}
	done, err := s.finished(r)
	if err != nil {
		return err
	}
	return s.showPixels(w, r, done.ResultHash, limit)
}

// restorationFile gives a finished restoration to save, in ?format.
func (s *site) restorationFile(w http.ResponseWriter, r *http.Request) error {
	done, err := s.finished(r)
	if err != nil {
		return err
	}
	i, err := s.Studio.Image(r.Context(), done.ImageID, owner(r))
	if err != nil {
		return err
	}
	return s.giveResult(w, r, done, strings.TrimSuffix(i.Name, path.Ext(i.Name))+"-restored")
}

// apiRestorationImage gives it to a program.
func (s *site) apiRestorationImage(w http.ResponseWriter, r *http.Request) error {
	done, err := s.finished(r)
	if err != nil {
		return err
	}
	return s.giveResult(w, r, done, "")
}

// finished finds a restoration whose picture is there.
func (s *site) finished(r *http.Request) (store.Restoration, error) {
	one, err := s.Studio.Store.Restoration(r.Context(), id(r), owner(r))
	if err == nil && (one.State != store.Done || one.ResultHash == "") {
		err = newFault(http.StatusConflict, web.Words.NotFinished)
	}
	return one, err
}

// extensions are those of the formats that pictures are saved in.
var extensions = map[string]string{"png": ".png", "jpeg": ".jpg", "webp": ".webp"}

// giveResult answers with a restoration's picture in ?format, under a name to save it as, if any.
func (s *site) giveResult(w http.ResponseWriter, r *http.Request, done store.Restoration, name string) error {
	format := r.URL.Query().Get("format")
	switch format {
	case "":
		format = "png"
	case "jpg":
		format = "jpeg"
	}
	data, err := s.encodeResult(r, done.ResultHash, format)
	if err != nil {
		return err
	}
	fileHeaders(w, "image/"+format, done.ResultHash[:32]+"-"+format)
	if name != "" {
		attach(w, name+extensions[format])
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}

func (s *site) encodeResult(r *http.Request, hash, format string) ([]byte, error) {
	if format == "png" {
		return s.Studio.Store.ReadFile(hash) // our own encoding: the worker's
	}
	return s.shown.get(r.Context(), hash[:32]+"-"+format, func() ([]byte, error) {
		img, err := s.Studio.Pixels(r.Context(), hash)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		err = codec.EncodeAs(&out, img, format)
		return out.Bytes(), err
	})
}
