package handlers

import (
	"net/http"
	"os"
	"time"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// fieldRoom is what a request may hold beside its pictures, fieldSize what a field may hold, and folderSize the one with
// a path, of which the innermost folders are kept.
const (
	fieldRoom  = 1 << 20
	fieldSize  = 1000
	folderSize = 8 << 10
)

// upload is what a multipart request brought, as it arrived: bytes on disk.
type upload struct {
	files     []incoming // in the order in which they came
	reference incoming
	fields    map[string]string // what the form had besides
}

// incoming is one file of a request. Where a batch has one that is too large, err says so.
type incoming struct {
	name string
	file *os.File // nil for none
	size int64
	err  error
}

func (u *upload) close() {
	for _, f := range append(u.files, u.reference) {
		if f.file != nil {
			f.file.Close()
		}
	}
}

// takeIn reads an upload from a request and takes it in for the visitor.
func (s *site) takeIn(w http.ResponseWriter, r *http.Request) (store.Image, error) {
	if s.draining() {
		return store.Image{}, unavailable()
	}
	u, err := s.receive(w, r, onePicture)
	defer u.close()
	if err != nil {
		return store.Image{}, err
	}
	if len(u.files) == 0 {
		return store.Image{}, badRequest(web.Words.NoFile)
	}
	picture := s.given(r, u.files[0])
	return s.admit(r, func() (store.Image, error) {
		if u.reference.file == nil {
			return s.Studio.TakeIn(r.Context(), picture)
		}
		return s.Studio.TakeInPair(r.Context(), picture, s.given(r, u.reference))
	})
}

// given is a file as the studio takes it in for the visitor.
func (s *site) given(r *http.Request, f incoming) studio.Upload {
	return studio.Upload{Owner: owner(r), Name: safeName(f.name), File: f.file, Size: f.size, Expires: s.expires()}
}

// admit takes an upload in, and gives the memory back that decoding it took.
func (s *site) admit(r *http.Request, take func() (store.Image, error)) (store.Image, error) {
	defer s.giveBack(r.ContentLength)
	return take()
}

// expires is when an upload of now is swept away, or never.
func (s *site) expires() time.Time {
	if s.Expiry == 0 {
		return time.Time{}
	}
	return time.Now().Add(s.Expiry)
}
