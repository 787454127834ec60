package handlers

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"uncodec/web"
)

const (
	pagePolicy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; img-src 'self' blob:; media-src blob:"
	// filePolicy is for what came from people: even opened as a page it may do nothing.
	filePolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; sandbox"
)

// secure sets the headers that every answer carries, errors too.
func (s *site) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "geolocation=(), microphone=(), browsing-topics=()")
		h.Set("Cache-Control", "private, no-store") // unless a handler knows better
		if s.overTLS(r) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// unlisted keeps what a secret address opens to those who were given it: no link out of it
// tells the address, and no index takes it in.
func unlisted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("X-Robots-Tag", "noindex")
		next.ServeHTTP(w, r)
	})
}

func (s *site) overTLS(r *http.Request) bool { return s.TLS || r.TLS != nil }

// localNames end names that no public site can have.
var localNames = []string{".local", ".localhost", ".internal", ".home.arpa"}

// checkHosts refuses what is no name alone.
func checkHosts(hosts []string) error {
	for _, host := range hosts {
		if strings.ContainsAny(host, ":/ ") || host == "" {
			return fmt.Errorf("the host %q is no name: write it as in lab.example.org, without https:// and port", host)
		}
	}
	return nil
}

// hostOf is the name by which a request came, in small letters, without a port.
func hostOf(r *http.Request) string {
	return strings.ToLower(strings.TrimSuffix((&url.URL{Host: r.Host}).Hostname(), "."))
}

// knownHost refuses requests under names that are not the machine's own, where all see all: another site could let its
// own name mean this machine's address, and have a visitor's browser read the pictures for it. Addresses, and names that no
// public site can have, are taken. Over TLS no certificate would fit.
func (s *site) knownHost(next http.Handler) http.Handler {
	refuse := s.handle(func(_ http.ResponseWriter, r *http.Request) error {
		return newFault(http.StatusMisdirectedRequest, web.UnknownHost(safeName(hostOf(r))))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := hostOf(r)
		_, noAddress := netip.ParseAddr(host)
		local := noAddress == nil || !strings.Contains(host, ".") || slices.ContainsFunc(localNames, func(end string) bool { return strings.HasSuffix(host, end) })
		ours := local || slices.ContainsFunc(s.Hosts, func(known string) bool { return strings.EqualFold(known, host) })
		if s.Shared && !s.overTLS(r) && !ours && !strings.HasPrefix(r.URL.Path, "/static/") {
			refuse(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses changes that another site asked for.
func (s *site) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(s.handle(func(http.ResponseWriter, *http.Request) error {
		return newFault(http.StatusForbidden, web.Words.CrossOrigin)
	}))
	return protection.Handler(next)
}

// readQuery refuses a query that cannot be read: Go passes over what it does not understand, and a filter would go missing.
func (s *site) readQuery(next http.Handler) http.Handler {
	refuse := s.handle(func(http.ResponseWriter, *http.Request) error { return badRequest(web.Words.BadQuery) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
			refuse(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
