package handlers

import (
	"cmp"
	"errors"
	"net/http"
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
	rows, err := s.Studio.Store.ListRestorations(r.Context(), owner(r), l.filter, l.page)
	if err != nil {
		return err
	}
	list := make([]restorationJSON, len(rows))
	for n, one := range rows {
		list[n] = restorationFacts(one.Restoration, one.Name)
		list[n].Setting = one.Setting
	}
	answer := map[string]any{"restorations": list}
	if len(rows) == l.page.Limit {
		answer["next"] = rows[len(rows)-1].Place.String()
	}
	return writeJSON(w, http.StatusOK, answer)
}

// apiExperimentList lists the visitor's experiments, without their rows.
func (s *site) apiExperimentList(w http.ResponseWriter, r *http.Request) error {
	l, err := apiListing(r, true)
	if err != nil {
		return err
	}
	rows, err := s.Studio.Store.ListExperiments(r.Context(), owner(r), l.filter, l.page)
	if err != nil {
		return err
	}
	list := make([]experimentJSON, len(rows))
	for n, one := range rows {
		list[n] = s.experimentFacts(one.Experiment)
		list[n].File, list[n].Rows = one.Name, nil
	}
	answer := map[string]any{"experiments": list}
	if len(rows) == l.page.Limit {
		answer["next"] = rows[len(rows)-1].Place.String()
	}
	return writeJSON(w, http.StatusOK, answer)
}

// apiListing reads what a program asks for of a list: the room's fields without page, and
// without kind for restorations, and its own ?limit and ?after.
func apiListing(r *http.Request, experiments bool) (l listing, err error) {
	query := r.URL.Query()
	known := slices.DeleteFunc(slices.Clone(listFields), func(name string) bool {
		return name == "page" || !experiments && name == "kind" || experiments && (name == "codec" || name == "mode")
	})
	known = append(known, "limit", "after")
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
	l.page.Limit = answerRows
	if text := query.Get("limit"); text != "" {
		if l.page.Limit, err = strconv.Atoi(text); err != nil || l.page.Limit < 1 || l.page.Limit > mostRows {
			return l, badRequest(web.BadLimit(mostRows))
		}
	}
	if text := query.Get("after"); text != "" {
		if l.page.After, err = store.ParseCursor(text, l.page.Sort); err != nil {
			return l, badRequest(web.Words.BadCursor)
		}
	}
	return l, nil
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
