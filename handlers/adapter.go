package handlers

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"uncodec/inference/protocol"
	"uncodec/store"
	"uncodec/web"
)

// action answers a request, or returns the error that becomes the answer. After
// it has begun to write it must return nil.
type action func(w http.ResponseWriter, r *http.Request) error

// handle is the one place where errors become answers.
func (s *site) handle(do action) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := do(w, r); err != nil {
			drain(r)
			s.fail(w, r, err)
		}
	}
}

// fail answers with an error: words for the person, the rest for the log.
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(context.Cause(r.Context()), errLeft) {
		err = store.ErrNotFound
	}
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // nobody is there to read it
	}
	f := faultOf(err)
	if f.Status >= 500 {
		s.Log.Error("request failed", "request", requestID(r), "status", f.Status, "error", err)
	}
	if f.RetryAfter != "" {
		w.Header().Set("Retry-After", f.RetryAfter)
	}
	w.Header().Set("Cache-Control", "private, no-store")
	if spoken(r.URL.Path) {
		_ = writeJSON(w, f.Status, protocol.Failure{Error: f.Detail})
		return
	}
	if wantsJSON(r) {
		writeProblem(w, r, f)
		return
	}
	page := web.Failure{
		Page: s.page(f.Title, ""), Title: f.Title, Detail: f.Detail, Batch: f.Batch,
	}
	if f.Status >= 500 {
		page.RequestID = requestID(r)
	}
	// The server ends a request's context when its body came too slowly: who sent it is there to read why.
	s.render(w, r.WithContext(context.WithoutCancel(r.Context())), f.Status, web.FailurePage(page))
}

// spoken tells whether the Open Inference Protocol is spoken at an address: errors have its form there.
func spoken(path string) bool { return path == "/v2" || strings.HasPrefix(path, "/v2/") }

// wantsJSON tells programs from people.
func wantsJSON(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		return true
	}
	accept := r.Header.Get("Accept")
	return strings.Contains(accept, "json") && !strings.Contains(accept, "text/html")
}
