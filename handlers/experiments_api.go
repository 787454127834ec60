package handlers

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"uncodec/store"
	"uncodec/web"
)

// apiRestorationList lists the visitor's restorations, of all pictures.
func (s *site) apiRestorationList(w http.ResponseWriter, r *http.Request) error {
	l, err := apiListing(r, false)
	if err != nil {
		return err
	}
	rows, next, err := s.Studio.Store.ListRestorations(r.Context(), owner(r), l.filter, l.page)
	if err != nil {
		return err
	}
	list := make([]restorationJSON, len(rows))
	for n, one := range rows {
		list[n] = restorationFacts(one.Restoration, one.Name)
		list[n].Setting = one.Setting
	}
	return writeJSON(w, http.StatusOK, withNext(map[string]any{"restorations": list}, next))
}

// apiExperimentList lists the visitor's experiments, without their rows.
func (s *site) apiExperimentList(w http.ResponseWriter, r *http.Request) error {
	l, err := apiListing(r, true)
	if err != nil {
		return err
	}
	rows, next, err := s.Studio.Store.ListExperiments(r.Context(), owner(r), l.filter, l.page)
	if err != nil {
		return err
	}
	list := make([]experimentJSON, len(rows))
	for n, one := range rows {
		list[n] = s.experimentFacts(one.Experiment)
		list[n].File, list[n].Rows = one.Name, nil
	}
	return writeJSON(w, http.StatusOK, withNext(map[string]any{"experiments": list}, next))
}

// apiListing reads what a program asks for of a list: the room's fields without page, and
// without kind for restorations, and its own ?limit and ?after.
func apiListing(r *http.Request, experiments bool) (l listing, err error) {
	query := r.URL.Query()
	known := slices.DeleteFunc(slices.Clone(listFields), func(name string) bool {
		return name == "page" || !experiments && name == "kind" || experiments && (name == "codec" || name == "mode")
	})
	known = append(known, pageFields...)
	if err := checkFields(query, known...); err != nil {
		return l, err
	}
	kind := query.Get("kind")
	if experiments {
		if _, err := oneOf(query, "kind", listSweeps, listEvaluations); err != nil {
			return l, err
		}
		query.Set("kind", cmp.Or(kind, listSweeps))
	}
	if l, err = readListing(query); err != nil {
		return l, err
	}
	if kind == "" { // sweeps and evaluations
		l.filter.Kind = ""
	}
	page, err := apiPage(query, answerRows, l.page.Sort)
	l.page.Limit, l.page.After = page.Limit, page.After
	return l, err
}

// pageFields are what a program says of the page that it asks for.
var pageFields = []string{"limit", "after"}

// apiNewest reads the page of a list that has nothing else to be asked for: the newest rows, as many as may be.
func apiNewest(r *http.Request) (store.Page, error) {
	if err := checkFields(r.URL.Query(), pageFields...); err != nil {
		return store.Page{}, err
	}
	return apiPage(r.URL.Query(), mostRows, "")
}

// apiPage reads them, of a list that is sorted by something, and gives so many rows unless asked for others.
func apiPage(query url.Values, usual int, sort string) (p store.Page, err error) {
	p.Limit = usual
	if text := query.Get("limit"); text != "" {
		if p.Limit, err = strconv.Atoi(text); err != nil || p.Limit < 1 || p.Limit > mostRows {
			return p, badRequest(web.BadLimit(mostRows))
		}
	}
	if text := query.Get("after"); text != "" {
		if p.After, err = store.ParseCursor(text, sort); err != nil {
			return p, badRequest(web.Words.BadCursor)
		}
	}
	return p, nil
}

// withNext adds to an answer where the next page begins, if there is one.
func withNext(answer map[string]any, next *store.Cursor) map[string]any {
	if next != nil {
		answer["next"] = next.String()
	}
	return answer
}

// apiRestorationDelete forgets a restoration that has ended.
func (s *site) apiRestorationDelete(w http.ResponseWriter, r *http.Request) error {
	err := s.Studio.DeleteRestoration(r.Context(), id(r), owner(r))
	if errors.Is(err, store.ErrConflict) {
		return newFault(http.StatusConflict, web.Words.StillOpen)
	}
	if err != nil {
		return err
	}
	return noContent(w)
}
