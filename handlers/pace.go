package handlers

import (
	"fmt"
	"net/http"
	"net/netip"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"

	"uncodec/web"
)

// perAddress is how many times a visitor's share one address has: several people may
// sit behind it, and one may come as many visitors.
const perAddress = 4

// pace bounds how many pictures a visitor, and an address, may bring or make a minute.
func (s *site) pace() chi.Middlewares {
	if s.Uploads <= 0 {
		return nil
	}
	refuse := httprate.WithLimitHandler(s.handle(tooOften))
	// No count in the headers: an address's would tell of its other visitors.
	told := httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"})
	return chi.Middlewares{
		httprate.LimitBy(s.Uploads, time.Minute, func(r *http.Request) (string, error) {
			return owner(r), nil
		}, refuse, told),
		httprate.LimitBy(perAddress*s.Uploads, time.Minute, func(r *http.Request) (string, error) {
			return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context())), nil
		}, refuse, told),
	}
}

// tooOften refuses; httprate has said in Retry-After when to come again.
func tooOften(w http.ResponseWriter, r *http.Request) error {
	steady(w, r, drainSize)
	drain(w, r)
	return newFault(http.StatusTooManyRequests, web.Words.TooOften)
}

// address notes whom a request comes from: the connection's other end, or what proxies
// that are trusted say, where they say anything. Anybody else's X-Forwarded-For counts for nothing.
func (s *site) address() func(http.Handler) http.Handler {
	if len(s.Proxies) == 0 {
		return middleware.ClientIPFromRemoteAddr
	}
	forwarded := middleware.ClientIPFromXFF(s.Proxies...)
	return func(next http.Handler) http.Handler { return middleware.ClientIPFromRemoteAddr(forwarded(next)) }
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
