package handlers

import (
	"context"
	"net/http"

	"uncodec/store"
	"uncodec/studio"
)

// experimentsArchive saves a list of restorations with their pictures as a ZIP: the table,
// and by the ids in it each result as PNG and each upload as it came.
func (s *site) experimentsArchive(w http.ResponseWriter, r *http.Request, l listing) error {
	next := s.eachRestoration(r, l)
	rows, err := next() // before anything is written: what fails may still say so
	if err != nil {
		return err
	}
	return s.saveArchive(w, r, "restorations", func(a *archive) error {
		table, err := a.table("restorations.csv")
		if err != nil {
			return err
		}
		if err := writeTable(openCSV(table, namesOf(restorationColumns)), restorationColumns, rows, next); err != nil {
			return err
		}
		return s.archivePictures(r.Context(), a, owner(r), s.eachRestoration(r, l))
	})
}

func (s *site) archivePictures(ctx context.Context, a *archive, owner string, next func() ([]restorationLine, error)) error {
	for {
		rows, err := next()
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if row.State != store.Done {
				continue
			}
			err := s.archivePair(ctx, a, owner, row)
			if err != nil && faultOf(err).Status >= http.StatusInternalServerError { // else it was deleted meanwhile, or cannot be saved so: the others come all the same
				return err
			}
		}
	}
}

// archivePair adds a result as it is saved alone, and its upload if no earlier row brought that.
func (s *site) archivePair(ctx context.Context, a *archive, owner string, row restorationLine) error {
	i, err := s.Studio.Store.Image(ctx, row.ImageID, owner)
	if err != nil {
		return err
	}
	data, err := s.saved(ctx, row.Restoration, i, studio.Saving{Format: "png"})
	if err != nil {
		return err
	}
	if err := a.picture("restored/"+row.ID+".png", data, row.Finished); err != nil || a.taken[i.ID] {
		return err
	}
	a.taken[i.ID] = true
	if data, err = s.Studio.Store.ReadFile(i.Hash); err != nil {
		return err
	}
	return a.picture("uploads/"+i.ID+"."+i.Format, data, i.Created)
}
