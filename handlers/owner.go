package handlers

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"time"
)

type ownerKey struct{}

const (
	cookieName   = "uncodec"
	cookieMaxAge = 400 * 24 * time.Hour // the longest that browsers grant
)

// token is what rand.Text makes: at least 128 random bits.
var token = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// visitor tells people apart by an unguessable cookie, set on the first visit.
func (s *site) visitor(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := cookieName
		if s.overTLS(r) {
			name = "__Host-" + cookieName
		}
		var secret string
		if c, err := r.Cookie(name); err == nil && token.MatchString(c.Value) {
			secret = c.Value
		} else {
			secret = rand.Text()
			http.SetCookie(w, &http.Cookie{
				Name: name, Value: secret, Path: "/", MaxAge: int(cookieMaxAge.Seconds()),
				HttpOnly: true, Secure: s.overTLS(r), SameSite: http.SameSiteLaxMode,
			})
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), ownerKey{}, ownerOf(secret))))
	})
}

// ownerOf is the owner that rows name: not the cookie itself, so that who reads
// the database cannot pass for a visitor.
func ownerOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:16])
}

func owner(r *http.Request) string {
	o, _ := r.Context().Value(ownerKey{}).(string)
	return o
}
