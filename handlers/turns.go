package handlers

import (
	"net/http"

	"uncodec/turns"
)

// How many of an address's requests are served at once, the others waiting: nobody fills the line that all wait in.
const (
	answers      = 8 // with pictures, tables and archives: a few more than a browser asks for. Each is held until it is read
	compressions = 3
	streams      = 64 // of news, each as long as its job; more are told to come again
	uploads      = 16 // that come in or wait to be decoded; others do not wait, but are told to come again
)

// addressOf is whom a request comes from: a household of IPv6 is one.
func addressOf(r *http.Request) string { return turns.Address(r.Context()) }

// inTurn lets requests through, an address's a few at once.
func (s *site) inTurn(t *turns.Turns) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return s.handle(func(w http.ResponseWriter, r *http.Request) error {
			leave, err := t.Take(r.Context())
			if err != nil {
				return err
			}
			defer leave()
			next.ServeHTTP(w, r)
			return nil
		})
	}
}
