package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"uncodec/inference"
	"uncodec/studio"
)

// choice is who restores a picture and with how much care. The last that a visitor made is
// what the controls of their next picture begin with.
//
// It lies in a cookie and not in the store: it outlives the pictures, whose rows expire with
// them, and in a lab where all see all it stays each browser's own. The kiosk neither sets
// nor reads it.
type choice struct {
	model string // "" for the default
	views int
}

const choiceCookie = "uncodec-choice"

// remember keeps what a visitor chose. A request that leaves the care open chose nothing for
// another picture: those of the lab, where the model follows from the codec.
func (s *site) remember(w http.ResponseWriter, r *http.Request, request studio.Request) {
	if request.Views == 0 {
		return
	}
	fields := url.Values{"model": {request.Model}, "views": {strconv.Itoa(request.Views)}}
	s.setCookie(w, r, choiceCookie, fields.Encode(), int(cookieMaxAge.Seconds()))
}

// remembered is what the visitor chose last, or the defaults.
func (s *site) remembered(r *http.Request) (last choice) {
	if c, err := r.Cookie(s.cookieName(r, choiceCookie)); err == nil {
		fields, _ := url.ParseQuery(c.Value) // what makes no sense is not there
		last.model = fields.Get("model")
		last.views, _ = strconv.Atoi(fields.Get("views"))
	}
	return last
}

// choiceOf is what a page's controls begin with: what its address says, else what is given. What there is no more gives
// way to the default; trouble says so of what the address says.
func (s *site) choiceOf(r *http.Request, begin choice) (_ choice, trouble string) {
	if _, err := s.Studio.Model(begin.model); err != nil {
		begin.model = ""
	}
	if !slices.Contains(inference.Views, begin.views) {
		begin.views = 1
	}
	query := r.URL.Query()
	if name := query.Get("model"); name != "" {
		switch _, err := s.Studio.Model(name); {
		case err == nil, errors.As(err, new(*studio.UnavailableError)):
			begin.model = name
		default:
			trouble = faultOf(err).Detail
		}
	}
	switch views, err := formViews(query.Get("views")); {
	case err != nil:
		trouble = faultOf(err).Detail
	case views != 0:
		begin.views = views
	}
	return begin, trouble
}
