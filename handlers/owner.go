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

// visitor tells people apart by an unguessable cookie, set on the first visit. Each visit of the first page makes it last as long again.
func (s *site) visitor(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var secret string
		c, err := r.Cookie(s.cookieName(r, cookieName))
		known := err == nil && token.MatchString(c.Value)
		if known {
			secret = c.Value
		} else {
			secret = rand.Text()
		}
		if !known || r.Method == http.MethodGet && r.URL.Path == "/" { // else who comes every day would be nobody one day
			s.setCookie(w, r, cookieName, secret, int(cookieMaxAge.Seconds()))
		}
		who := ownerOf(secret)
		ctx, answered := s.present.enter(context.WithValue(r.Context(), ownerKey{}, who), who)
		defer answered()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// setCookie gives a browser something to keep for so many seconds, or takes it away where they are below zero.
func (s *site) setCookie(w http.ResponseWriter, r *http.Request, name, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{
		Name: s.cookieName(r, name), Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: s.overTLS(r), SameSite: http.SameSiteLaxMode,
	})
}

// cookieName ties a cookie to the host where the line is secure.
func (s *site) cookieName(r *http.Request, name string) string {
	if s.overTLS(r) {
		return "__Host-" + name
	}
	return name
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
