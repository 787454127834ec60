package handlers

import (
	"context"
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
		return saveTable(s, w, r, "sweeps", sweepLines, eachLine(r, l, savedExperiments, s.Studio.Store.ListExperiments, sweepLinesOf))
	case listEvaluations:
		return saveTable(s, w, r, "evaluations", evaluationLines, eachLine(r, l, savedExperiments, s.Studio.Store.ListExperiments, evaluationLinesOf))
	}
	if r.URL.Query().Get("format") == "zip" {
		return s.experimentsArchive(w, r, l)
	}
	return saveTable(s, w, r, "restorations", restorationColumns, s.eachRestoration(r, l))
}

// eachRestoration gives the restorations of a list, some at a time.
func (s *site) eachRestoration(r *http.Request, l listing) func() ([]restorationLine, error) {
	return eachLine(r, l, savedRestorations, s.Studio.Store.ListRestorations, func(one store.Listed) []restorationLine {
		return []restorationLine{newRestorationLine(one)}
	})
}

// eachLine gives the lines that the rows of a list have, so many rows at a time. No transaction stays
// open between: a slow line holds nothing up.
func eachLine[Row, Line any](r *http.Request, l listing, rows int,
	list func(context.Context, string, store.Filter, store.Page) ([]Row, *store.Cursor, error), linesOf func(Row) []Line) func() ([]Line, error) {
	page, ended := store.Page{Sort: l.page.Sort, Ascending: l.page.Ascending, Limit: rows}, false
	return func() (lines []Line, err error) {
		for len(lines) == 0 && !ended { // an experiment that has not begun has none
			all, next, err := list(r.Context(), owner(r), l.filter, page)
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
