package handlers

import (
	"io"
	"net/http"
	"strings"
	"time"

	"uncodec/web"
)

// serveContent answers with a file, or the part of it that is asked for. What it is, and its ETag,
// stand in the header already.
func serveContent(w http.ResponseWriter, r *http.Request, content io.ReadSeeker) {
	if unit, _, _ := strings.Cut(r.Header.Get("Range"), "="); unit != "bytes" { // which is the one that is known: of others the whole is given (RFC 9110, 14.2)
		r = r.Clone(r.Context())
		r.Header.Del("Range")
	}
	http.ServeContent(&rangeWriter{ResponseWriter: w, r: r}, r, "", time.Time{}, content)
}

// rangeWriter puts the refusal of a range, or of another file than was wanted, into the words that every
// other one has.
type rangeWriter struct {
	http.ResponseWriter
	r       *http.Request
	refused bool
}

func (w *rangeWriter) WriteHeader(status int) {
	switch status {
	case http.StatusRequestedRangeNotSatisfiable:
		w.refuse(status, web.Words.BadRange)
	case http.StatusPreconditionFailed:
		w.refuse(status, web.Words.OtherFile)
	default:
		w.ResponseWriter.WriteHeader(status)
	}
}

func (w *rangeWriter) refuse(status int, words string) {
	w.refused = true
	w.Header().Set("Cache-Control", "no-store")
	writeProblem(w.ResponseWriter, w.r, newFault(status, words))
}

func (w *rangeWriter) Write(data []byte) (int, error) {
	if w.refused {
		return len(data), nil
	}
	return w.ResponseWriter.Write(data)
}
