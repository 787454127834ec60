package handlers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"uncodec/web"
)

// bodyLimit bounds a request of JSON or of a form; the largest is a map of conditions over a large picture.
const bodyLimit = 256 << 10

// writeJSON answers with JSON.
func writeJSON(w http.ResponseWriter, status int, value any) error {
	return writeAs(w, status, "application/json", value)
}

func writeAs(w http.ResponseWriter, status int, kind string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // an error means that the client went
	return nil
}

// noContent answers that it is done, and no more.
func noContent(w http.ResponseWriter) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// problem is an error as RFC 9457 writes it.
type problem struct {
	Type    string `json:"type"`
	Title   string `json:"title"`
	Status  int    `json:"status"`
	Detail  string `json:"detail"`
	Request string `json:"request"` // what to name when asking about it
}

func writeProblem(w http.ResponseWriter, r *http.Request, f *fault) {
	_ = writeAs(w, f.Status, "application/problem+json", problem{"about:blank", f.Title, f.Status, f.Detail, requestID(r)})
}

// readJSON reads a request's JSON, an object. Unknown fields are refused, so that a slip of
// the pen is not silently taken for the default.
func readJSON(w http.ResponseWriter, r *http.Request, into any) error {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	if err != nil {
		return bodyFault(r, err, web.Words.BodyTooLarge, web.Words.BodyCut)
	}
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return badRequest(web.Words.BodyEmpty)
	case string(body) == "null": // it would decode into anything
		return badRequest(web.BodyKind("", "null", reflect.Struct))
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(into)
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind):
		return badRequest(web.BodyKind(kind.Field, kind.Value, kind.Type.Kind()))
	case errors.As(err, &syntax) && syntax.Offset <= 1:
		return badRequest(web.Words.BodyNoJSON)
	case err != nil:
		return badRequest(web.Words.BodyNotUnderstood + strings.TrimPrefix(err.Error(), "json: "))
	case decoder.InputOffset() < int64(len(body)):
		return badRequest(web.Words.BodyFollowed)
	}
	return nil
}

// checkFields refuses what a program's address says besides the fields known, or twice: a slip of the pen would
// silently be taken for the default.
func checkFields(query url.Values, known ...string) error {
	for name, values := range query {
		if !slices.Contains(known, name) {
			return badRequest(web.UnknownField(name, known))
		}
		if len(values) > 1 {
			return badRequest(web.FieldTwice(name))
		}
	}
	return nil
}

// readForm reads a page's form into r.PostForm.
func readForm(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
	if err := r.ParseForm(); err != nil {
		return bodyFault(r, err, web.Words.BodyTooLarge, web.Words.BadForm)
	}
	return nil
}

// bodyFault puts words to a body that could not be read.
func bodyFault(r *http.Request, err error, large, otherwise string) error {
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return newFault(http.StatusRequestEntityTooLarge, large)
	case lineOf(r).late:
		return newFault(http.StatusRequestTimeout, web.Words.BodySlow)
	}
	return badRequest(otherwise)
}

// render answers with a page, whole or not at all.
func (s *site) render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	var html bytes.Buffer
	if err := page.Render(r.Context(), &html); err != nil {
		if r.Context().Err() == nil {
			s.Log.Error("render", "request", requestID(r), "error", err)
			http.Error(w, web.Words.Internal, http.StatusInternalServerError)
		}
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(html.Bytes())
}

// page is what every page needs.
func (s *site) page(title, room string) web.Page {
	p := web.Page{Title: title, Room: room, Link: s.assets.link, Version: s.Version, Shared: s.Shared}
	m, err := s.Studio.Model("")
	if err != nil {
		p.Off = faultOf(err).Detail
		return p
	}
	p.Elsewhere = m.Elsewhere()
	return p
}
