package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"path"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// batchFields are what the batch's form brings beside its files; folder is where those lay.
var batchFields = []string{"model", "mode", "delta", "cell", "views", "unheld", "folder"}

// batchForm is how many files a form may bring at once, as many as a visitor may keep even
// if each is as large as may be. The script sends one a request.
const batchForm = 20

// batchCreate begins a batch with the files of the form.
func (s *site) batchCreate(w http.ResponseWriter, r *http.Request) error {
	u, err := s.receiveBatch(w, r, batchForm)
	defer u.close()
	if err != nil {
		return err
	}
	if u.fields["mode"] != studio.Manual {
		delete(u.fields, "cell")
	}
	form := url.Values{}
	for name, value := range u.fields {
		form.Set(name, value)
	}
	request, err := formRequest(form)
	if err != nil {
		return err
	}
	b, err := s.Studio.CreateBatch(r.Context(), owner(r), request, s.expires())
	if err != nil {
		return err
	}
	s.remember(w, r, request)
	return s.fillBatch(w, r, b, u)
}

// batchAdd adds the files of the form to a batch.
func (s *site) batchAdd(w http.ResponseWriter, r *http.Request) error {
	b, err := s.Studio.Store.Batch(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	u, err := s.receiveBatch(w, r, batchForm)
	defer u.close()
	if err != nil {
		return err
	}
	return s.fillBatch(w, r, b, u)
}

// receiveBatch takes so many files at most.
func (s *site) receiveBatch(w http.ResponseWriter, r *http.Request, most int) (*upload, error) {
	if s.draining() {
		return new(upload), unavailable()
	}
	u, err := s.receive(w, r, intake{files: most, bytes: batchForm, each: true})
	if err == nil && len(u.files) == 0 {
		err = badRequest(web.Words.NoFiles)
	}
	return u, err
}

// fillBatch adds what a form brought to a batch; the page tells of each file what came of it. Where there is no room left to
// tell it, the answer does.
func (s *site) fillBatch(w http.ResponseWriter, r *http.Request, b store.Batch, u *upload) error {
	folder := safeFolder(u.fields["folder"])
	for _, f := range u.files {
		_, err := s.addToBatch(r, b, folder, f)
		if errors.As(err, new(untold)) {
			full := *faultOf(err)
			if !errors.Is(err, store.ErrNotFound) { // the files before it are taken: the answer leads to them
				full.Batch = "/batch/" + b.ID
			}
			return &full
		}
		if err != nil && faultOf(err).Status >= http.StatusInternalServerError { // nobody sends it again by itself
			if e := s.refuse(r, b, folder, f, faultOf(err).Detail); e != nil {
				return err
			}
		}
		b.Files++
	}
	http.Redirect(w, r, "/batch/"+b.ID, http.StatusSeeOther)
	return nil
}

// untold is why a file that was refused has no line in its batch.
type untold struct{ error }

func (u untold) Unwrap() error { return u.error }

// addToBatch takes a file into a batch. One that is refused stays there with the reason, or the error is untold.
func (s *site) addToBatch(r *http.Request, b store.Batch, folder string, f incoming) (i store.Image, err error) {
	if err = f.err; err == nil {
		i, err = s.admit(r, func() (store.Image, error) { return s.Studio.AddToBatch(r.Context(), b, folder, s.given(r, f)) })
	}
	if err == nil {
		return i, nil
	}
	if why := faultOf(err); why.Status < http.StatusInternalServerError {
		if e := s.refuse(r, b, folder, f, why.Detail); errors.Is(e, store.ErrNotFound) { // the batch was deleted meanwhile
			err = untold{e}
		} else if e != nil {
			err = untold{newFault(http.StatusInsufficientStorage, faultOf(e).Detail)} // none of the file's, that whoever sends it would leave it
		}
	}
	return i, err
}

func (s *site) refuse(r *http.Request, b store.Batch, folder string, f incoming, why string) error {
	return s.Studio.RefuseInBatch(r.Context(), b, owner(r), path.Join(folder, safeName(f.name)), why)
}
