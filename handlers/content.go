package handlers

import (
	"io"
	"net/http"
	"time"

	"uncodec/web"
)

// serveContent answers with a file, or the part of it that is asked for. What it is, and its ETag,
// stand in the header already.
func serveContent(w http.ResponseWriter, r *http.Request, content io.ReadSeeker) {
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
	words := map[int]string{http.StatusRequestedRangeNotSatisfiable: web.Words.BadRange, http.StatusPreconditionFailed: web.Words.OtherFile}[status]
	if w.refused = words != ""; w.refused {
		w.Header().Set("Cache-Control", "no-store")
		writeProblem(w.ResponseWriter, w.r, newFault(status, words))
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *rangeWriter) Write(data []byte) (int, error) {
	if w.refused {
		return len(data), nil
	}
	return w.ResponseWriter.Write(data)
}
