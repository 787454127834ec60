package handlers

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"time"
)

// tempo is how fast the other end of a connection has to send and to take bytes.
type tempo struct {
	pace  int64         // bytes a second
	grace time.Duration // that it may lag behind
}

// usual is the tempo of requests that keep no others waiting.
var usual = tempo{10_000, 20 * time.Second}

const (
	silence = time.Minute // the most that haste before can win
	piece   = 64 << 10    // bytes of an answer that are given time together
)

// credit is the time that the other end may keep the program waiting in one direction. Bytes that go
// through win some. What the program takes for its own work costs none.
type credit struct {
	tempo
	left time.Duration
}

func newCredit(t tempo) credit { return credit{t, t.grace} }

func (c *credit) deadline() time.Time { return time.Now().Add(c.left) }

// spend moves bytes until a deadline that it sets.
func (c *credit) spend(set func(time.Time) error, move func() (int, error)) (int, error) {
	begun := time.Now()
	_ = set(c.deadline()) // not every writer has deadlines: tests
	n, err := move()
	c.left = min(c.left+time.Duration(n)*time.Second/time.Duration(c.pace)-time.Since(begun), silence)
	return n, err
}

// line is the connection of a request, which a slow sender or reader loses and a large honest
// upload does not.
type line struct {
	control *http.ResponseController
	body    io.ReadCloser
	in, out credit
	begun   bool // the body is being read
	late    bool // the body came too slowly: who reads it may see no more than that it is cut
}

type lineKey struct{}

// lineOf is a request's connection.
func lineOf(r *http.Request) *line { return r.Context().Value(lineKey{}).(*line) }

// keep asks for another tempo in both directions.
func (l *line) keep(t tempo) { l.in, l.out = newCredit(t), newCredit(t) }

// steady gives every request's body and every answer time by their progress.
func (s *site) steady(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := &line{control: http.NewResponseController(w), body: r.Body, in: newCredit(s.tempo), out: newCredit(s.tempo)}
		r = r.WithContext(context.WithValue(r.Context(), lineKey{}, l))
		if r.Body != http.NoBody { // without one, the server listens already for the client to go
			_ = l.control.SetReadDeadline(l.in.deadline()) // holds for what the server reads of a body that nobody wants, too
			r.Body = steadyBody{l}
		}
		_ = l.control.SetWriteDeadline(time.Time{}) // that of the connection's last answer may be over
		next.ServeHTTP(steadyWriter{w, l}, r)
		_ = l.control.SetWriteDeadline(l.out.deadline()) // for what the server has yet to send
	})
}

// steadyBody is a body that comes in time.
type steadyBody struct{ line *line }

func (b steadyBody) Read(p []byte) (int, error) {
	b.line.begun = true
	n, err := b.line.in.spend(b.line.control.SetReadDeadline, func() (int, error) { return b.line.body.Read(p) })
	b.line.late = b.line.late || errors.Is(err, os.ErrDeadlineExceeded)
	if err == io.EOF { // the server listens for the client to go, and would take a deadline for that
		_ = b.line.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

func (b steadyBody) Close() error { return b.line.body.Close() }

// steadyWriter is an answer that is taken in time. It has no ReadFrom: a copy comes to Write in pieces.
type steadyWriter struct {
	http.ResponseWriter
	line *line
}

func (w steadyWriter) Write(p []byte) (n int, err error) {
	for part := range slices.Chunk(p, piece) {
		var written int
		written, err = w.line.out.spend(w.line.control.SetWriteDeadline, func() (int, error) { return w.ResponseWriter.Write(part) })
		if n += written; err != nil {
			break
		}
	}
	return n, err
}

// Flush sends what was written.
func (w steadyWriter) Flush() {
	_, _ = w.line.out.spend(w.line.control.SetWriteDeadline, func() (int, error) { return 0, w.line.control.Flush() })
}

// Unwrap lets an http.ResponseController find the server's own writer.
func (w steadyWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
