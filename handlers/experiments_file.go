package handlers

import (
	"net/http"

	"uncodec/store"
)

// The rows that are held at once while a table is saved; an experiment's are many.
const (
	savedRestorations = 500
	savedExperiments  = 50
)

// experimentsFile saves all that the room's list holds, not only a page of it: restorations,
// as a table or with their pictures, or what sweeps and evaluations measured.
func (s *site) experimentsFile(w http.ResponseWriter, r *http.Request) error {
	l, err := readListing(r.URL.Query())
	if err != nil {
		return err
	}
	switch l.kind {
	case listSweeps:
		return saveTable(s, w, r, "sweeps", sweepLines, eachLine(s, r, l, sweepLinesOf))
	case listEvaluations:
		return saveTable(s, w, r, "evaluations", evaluationLines, eachLine(s, r, l, evaluationLinesOf))
	}
	if r.URL.Query().Get("format") == "zip" {
		return s.experimentsArchive(w, r, l)
	}
	return saveTable(s, w, r, "restorations", restorationColumns, s.eachRestoration(r, l))
}

// eachRestoration gives the restorations of a list, some at a time. No transaction stays
// open between: a slow line holds nothing up.
func (s *site) eachRestoration(r *http.Request, l listing) func() ([]restorationLine, error) {
	page, ended := store.Page{Sort: l.page.Sort, Ascending: l.page.Ascending, Limit: savedRestorations}, false
	return func() (lines []restorationLine, err error) {
		if ended {
			return nil, nil
		}
		rows, next, err := s.Studio.Store.ListRestorations(r.Context(), owner(r), l.filter, page)
		for _, row := range rows {
			lines = append(lines, newRestorationLine(row))
		}
		page.After, ended = next, next == nil
		return lines, err
	}
}

// eachLine does the same with the rows of sweeps or evaluations.
func eachLine[T any](s *site, r *http.Request, l listing, linesOf func(store.ListedExperiment) []T) func() ([]T, error) {
	page, ended := store.Page{Sort: l.page.Sort, Ascending: l.page.Ascending, Limit: savedExperiments}, false
	return func() (lines []T, err error) {
		for len(lines) == 0 && !ended { // one that has not begun has no row
			all, next, err := s.Studio.Store.ListExperiments(r.Context(), owner(r), l.filter, page)
			if err != nil {
				return nil, err
			}
			for _, one := range all {
				lines = append(lines, linesOf(one)...)
			}
			page.After, ended = next, next == nil
		}
		return lines, nil
	}
}
