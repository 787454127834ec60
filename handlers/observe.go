package handlers

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

type requestKey struct{}

// identify gives each request an id, which error answers and log lines share.
func (s *site) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:12]
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, id)))
	})
}

func requestID(r *http.Request) string {
	id, _ := r.Context().Value(requestKey{}).(string)
	return id
}

// observe counts a request and writes one line about it: the route's pattern and not its address,
// which would name pictures.
func (s *site) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		wrapped := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		defer func() {
			took := time.Since(begun)
			s.metrics.request(r.Method, pattern(r), wrapped.Status(), took)
			s.Log.LogAttrs(context.WithoutCancel(r.Context()), slog.LevelInfo, "request",
				slog.String("request", requestID(r)),
				slog.String("method", known(r.Method)),
				slog.String("route", pattern(r)),
				slog.Int("status", wrapped.Status()),
				slog.Int("bytes", wrapped.BytesWritten()),
				slog.Duration("took", took),
			)
		}()
		next.ServeHTTP(wrapped, r)
	})
}

func pattern(r *http.Request) string {
	if route := chi.RouteContext(r.Context()).RoutePattern(); route != "" && route != "/*" {
		return route
	}
	return "none"
}

// recoverPanics answers 500 in place of a dropped connection, unless an answer was begun.
func (s *site) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch caught := recover(); caught {
			case nil:
			case http.ErrAbortHandler:
				panic(caught)
			default:
				err := fmt.Errorf("panic: %v\n%s", caught, debug.Stack())
				if begun, ok := w.(middleware.WrapResponseWriter); ok && begun.Status() != 0 {
					s.Log.Error("an answer was cut off", "request", requestID(r), "error", err)
					panic(http.ErrAbortHandler)
				}
				s.fail(w, r, err)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
