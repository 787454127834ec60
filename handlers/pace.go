package handlers

import (
	"fmt"
	"net/http"
	"net/netip"
	"time"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"

	"uncodec/turns"
	"uncodec/web"
)

// perAddress is how many times a visitor's share one address has: several people may
// sit behind it, and one may come as many visitors.
const perAddress = 4

// pacer counts what comes under one kind of key.
type pacer struct {
	*httprate.RateLimiter
	key func(*http.Request) string
}

// newPacers bound how many pictures a visitor, and an address, may bring or make a minute;
// what an address may ask of the kiosk, and by share links, which tell nobody apart; and of the networks themselves.
func (s *site) newPacers() {
	bound := func(most int, key func(*http.Request) string, words string) pacer {
		return pacer{httprate.NewRateLimiter(most, time.Minute, httprate.WithLimitHandler(s.handle(tooOften(words))),
			// No count in the headers: an address's would tell of its other visitors.
			httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"})), key}
	}
	if s.Uploads > 0 {
		often := perAddress * s.Uploads // what a visitor may ask for, too: a hand that moves a control does again and again
		s.visitors = []pacer{bound(s.Uploads, owner, web.TooOften(s.Uploads)), bound(often, addressOf, web.TooOftenFromAddress(often))}
		s.restorers = []pacer{bound(often, owner, web.TooOftenAsked(often)), bound(perAddress*often, addressOf, web.TooOftenAskedFromAddress(perAddress*often))}
		s.kiosks = []pacer{bound(often, addressOf, web.TooOftenFromAddress(often))}
		s.strangers = []pacer{bound(often, addressOf, web.Words.TooManyLooks)}
	}
	if s.Inferences > 0 {
		s.programs = []pacer{bound(s.Inferences, addressOf, web.Words.TooManyTensors)}
	}
}

// pace refuses what comes too often.
func pace(pacers []pacer) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, p := range pacers {
				if p.RespondOnLimit(w, r, p.key(r)) {
					return
				}
			}
			next.ServeHTTP(w, r)
		})
	}
}

// over counts one more picture of a request that brings several, and tells whether it is one too many.
func (s *site) over(w http.ResponseWriter, r *http.Request) bool {
	for _, p := range s.visitors {
		if p.OnLimit(w, r, p.key(r)) {
			w.Header().Del("Retry-After") // the request itself is taken
			return true
		}
	}
	return false
}

// tooOften refuses; httprate has said in Retry-After when to come again.
func tooOften(words string) action {
	return func(http.ResponseWriter, *http.Request) error { return newFault(http.StatusTooManyRequests, words) }
}

// address notes whom a request comes from: the connection's other end, or what proxies
// that are trusted say, where they say anything. Anybody else's X-Forwarded-For counts for nothing.
func (s *site) address() func(http.Handler) http.Handler {
	noted := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			address := httprate.CanonicalizeIP(middleware.GetClientIP(r.Context()))
			next.ServeHTTP(w, r.WithContext(turns.From(r.Context(), address)))
		})
	}
	if len(s.Proxies) == 0 {
		return func(next http.Handler) http.Handler { return middleware.ClientIPFromRemoteAddr(noted(next)) }
	}
	forwarded := middleware.ClientIPFromXFF(s.Proxies...)
	return func(next http.Handler) http.Handler { return middleware.ClientIPFromRemoteAddr(forwarded(noted(next))) }
}

// checkProxies refuses what is no range of addresses.
func checkProxies(proxies []string) error {
	for _, proxy := range proxies {
		if _, err := netip.ParsePrefix(proxy); err != nil {
			return fmt.Errorf("the proxy %q is no range of addresses: write it as in 10.0.0.5/32", proxy)
		}
	}
	return nil
}
