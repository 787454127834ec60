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
	return append(chi.Middlewares{
		s.limit(s.Uploads, func(r *http.Request) (string, error) { return owner(r), nil }),
	}, s.paceAddress()...)
}

// paceAddress bounds what an address may ask for a minute, whoever asks.
func (s *site) paceAddress() chi.Middlewares {
	if s.Uploads <= 0 {
		return nil
	}
	return chi.Middlewares{s.limit(perAddress*s.Uploads, func(r *http.Request) (string, error) {
		return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context())), nil
	})}
}

// limit refuses more than `most` a minute of those that have one key. It tells no count
// in the headers: an address's would tell of its other visitors.
func (s *site) limit(most int, key httprate.KeyFunc) func(http.Handler) http.Handler {
	return httprate.LimitBy(most, time.Minute, key, httprate.WithLimitHandler(s.handle(tooOften)),
		httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"}))
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
