package handlers

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"uncodec/store"
	"uncodec/web"
)

// thumbnailSide is twice the largest side that pages show a thumbnail at.
const thumbnailSide = 480

// imagePicture shows a picture as our own PNG of its decoded pixels; ?max bounds its sides.
func (s *site) imagePicture(w http.ResponseWriter, r *http.Request) error {
	limit, err := sideLimit(r)
	if err != nil {
		return err
	}
	return s.showImage(w, r, limit)
}

// imageThumbnail shows it small.
func (s *site) imageThumbnail(w http.ResponseWriter, r *http.Request) error {
	return s.showImage(w, r, thumbnailSide)
}

func (s *site) showImage(w http.ResponseWriter, r *http.Request, limit int) error {
	i, err := s.Studio.Store.Image(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	return s.showPixels(w, r, i.Hash, i, limit)
}

// showPixels answers with a stored picture's pixels, in the colours of the image that it
// is or was made of. The caller has asked who owns it.
func (s *site) showPixels(w http.ResponseWriter, r *http.Request, hash string, of store.Image, limit int) error {
	limit = rung(limit, max(of.Width, of.Height))
	version := fmt.Sprintf("%.32s-%.32s-%d", hash, of.Hash, limit)
	data, err := s.encoded(r.Context(), version, func(ctx context.Context) ([]byte, error) {
		img, err := s.Studio.Pixels(ctx, hash)
		if err != nil {
			return nil, err
		}
		png, err := forShow(img, limit)
		if err != nil {
			return nil, err
		}
		return s.Studio.Profiled(ctx, png, of)
	})
	if err != nil {
		return err
	}
	content, leave, err := s.hold(data)
	if err != nil {
		return err
	}
	defer leave()
	fileHeaders(w, "image/png", version)
	serveContent(w, r, content)
	return nil
}

// rungs are the sides that pictures are shown at: each is encoded, and kept for all who ask for it.
var rungs = []int{16, 32, 64, 96, 160, 240, 320, 480, 640, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384}

// rung is the largest of them within a limit; 0, none, for a picture whose longer side is within it anyway.
func rung(limit, side int) int {
	if limit == 0 || side <= limit {
		return 0
	}
	n, _ := slices.BinarySearch(rungs, limit+1)
	return rungs[n-1]
}

// sideLimit reads ?max.
func sideLimit(r *http.Request) (int, error) {
	text := r.URL.Query().Get("max")
	if text == "" {
		return 0, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 16 || limit > 20000 {
		return 0, badRequest(web.Words.BadMax)
	}
	return limit, nil
}
