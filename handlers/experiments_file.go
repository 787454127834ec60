package handlers

import (
	"net/http"

	"uncodec/store"
	"uncodec/studio"
)

// The rows that are held at once while a table is saved; a sweep's are many cells.
const (
	savedRestorations = 500
	savedSweeps       = 50
)

// experimentsFile saves all that the room's list holds, not only a page of it: restorations,
// as a table or with their pictures, or what the sweeps measured.
func (s *site) experimentsFile(w http.ResponseWriter, r *http.Request) error {
	l, err := readListing(r.URL.Query())
	if err != nil {
		return err
	}
	if l.sweeps {
		return saveTable(s, w, r, "sweeps", sweepLines, s.eachSweep(r, l))
	}
	if r.URL.Query().Get("format") == "zip" {
		return s.experimentsArchive(w, r, l)
	}
	return saveTable(s, w, r, "restorations", restorationColumns, s.eachRestoration(r, l))
}

// eachRestoration gives the restorations of a list, some at a time. No transaction stays
// open between: a slow line holds nothing up.
func (s *site) eachRestoration(r *http.Request, l listing) func() ([]restorationLine, error) {
	page := store.Page{Sort: l.page.Sort, Ascending: l.page.Ascending, Limit: savedRestorations}
	return func() ([]restorationLine, error) {
		rows, err := s.Studio.Store.ListRestorations(r.Context(), owner(r), l.filter, page)
		lines := make([]restorationLine, len(rows))
		for n, row := range rows {
			lines[n], page.After = newRestorationLine(row), &rows[n].Place
		}
		return lines, err
	}
}

// eachSweep does the same with the rows of sweeps.
func (s *site) eachSweep(r *http.Request, l listing) func() ([]sweepLine, error) {
	page := store.Page{Sort: l.page.Sort, Ascending: l.page.Ascending, Limit: savedSweeps}
	return func() (lines []sweepLine, err error) {
		for len(lines) == 0 { // a sweep that has not begun has no row
			all, err := s.Studio.Store.ListExperiments(r.Context(), owner(r), l.filter, page)
			if err != nil || len(all) == 0 {
				return nil, err
			}
			page.After = &all[len(all)-1].Place
			for _, one := range all {
				grid, rows := studio.SweepOf(one.Experiment)
				for _, row := range rows {
					lines = append(lines, sweepLine{one, grid, row})
				}
			}
		}
		return lines, nil
	}
}
