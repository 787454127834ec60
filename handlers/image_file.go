package handlers

import (
	"mime"
	"net/http"
)

// imageFile gives the untouched upload back to its owner: as bytes to save, never to open.
func (s *site) imageFile(w http.ResponseWriter, r *http.Request) error {
	i, err := s.Studio.Store.Image(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	f, err := s.Studio.Store.OpenFile(i.Hash)
	if err != nil {
		return err
	}
	defer f.Close()
	fileHeaders(w, "application/octet-stream", i.Hash)
	attach(w, i.Name)
	serveContent(w, r, f)
	return nil
}

// fileHeaders are those of a visitor's picture: theirs alone, never a page, and on no browser's disk once it was deleted
// here. The version is for programs that ask whether what they have is still so.
func fileHeaders(w http.ResponseWriter, kind, version string) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Cache-Control", "private, no-store")
	h.Set("ETag", `"`+version+`"`)
	h.Set("Vary", "Cookie")
}

// attach makes a browser save the answer under a name.
func attach(w http.ResponseWriter, name string) {
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": safeName(name)}))
}
