package handlers

import (
	"image"
	"io"
	"net/http"
	"time"

	"uncodec/studio"
	"uncodec/web"
)

// previewRequest asks for a rectangle of a picture under a condition.
type previewRequest struct {
	Model     string                  `json:"model"`
	X         int                     `json:"x"`
	Y         int                     `json:"y"`
	Width     int                     `json:"width"`
	Height    int                     `json:"height"`
	Condition studio.ConditionRequest `json:"condition"`
}

// previewLimit bounds coordinates, so that sums of them stay in range.
const previewLimit = 1 << 20

// apiPreviewCreate restores the visible rectangle while a control moves. Nothing is kept.
func (s *site) apiPreviewCreate(w http.ResponseWriter, r *http.Request) error {
	var p previewRequest
	if err := readJSON(w, r, &p); err != nil {
		return err
	}
	if p.X < 0 || p.Y < 0 || p.Width < 1 || p.Height < 1 || max(p.X, p.Y, p.Width, p.Height) > previewLimit {
		return badRequest(web.Words.BadRectangle)
	}
	at := image.Rect(p.X, p.Y, p.X+p.Width, p.Y+p.Height)
	of, err := s.Studio.Store.Image(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	begun := time.Now()
	restored, err := s.Studio.Preview(r.Context(), of.ID, owner(r), p.Model, at, p.Condition)
	if err != nil {
		return err
	}
	encoding := time.Now()
	data, err := forShow(restored.NRGBA, 0)
	if err == nil {
		data, err = s.Studio.Profiled(r.Context(), data, of)
	}
	if err != nil {
		return err
	}
	content, leave, err := s.hold(data)
	if err != nil {
		return err
	}
	defer leave()
	tellTimes(w, span{"encode", restored.Encode}, span{"decode", restored.Decode}, span{"png", time.Since(encoding)}, span{"total", time.Since(begun)})
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Content-Security-Policy", filePolicy)
	_, _ = io.Copy(w, content) // an error means that the client went
	return nil
}
