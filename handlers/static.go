package handlers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"

	"github.com/go-chi/chi/v5"

	"uncodec/store"
)

// assetFiles are the static files under an address that holds their hash. The hash
// is of all files together: so modules may import each other by plain names.
type assetFiles struct {
	hash  string
	files map[string][]byte
}

func readAssets(files fs.FS) (*assetFiles, error) {
	a := &assetFiles{files: map[string][]byte{}}
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		a.files[name] = data
		sum.Write([]byte(name))
		sum.Write(data)
		return err
	})
	a.hash = hex.EncodeToString(sum.Sum(nil)[:8])
	return a, err
}

// link is the address of a static file.
func (a *assetFiles) link(name string) string { return "/static/" + a.hash + "/" + name }

// kinds are said here, since the host's list may be missing.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

// assetShow serves a static file, which browsers may keep for good.
func (s *site) assetShow(w http.ResponseWriter, r *http.Request) error {
	name := chi.URLParam(r, "*")
	data, ok := s.assets.files[name]
	if !ok || chi.URLParam(r, "hash") != s.assets.hash {
		return store.ErrNotFound
	}
	if kind := kinds[path.Ext(name)]; kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	serveContent(w, r, bytes.NewReader(data))
	return nil
}
