package handlers

import (
	"net/http"
	"net/url"

	"uncodec/store"
	"uncodec/web"
)

// experimentsDiscard asks whether the ticked rows are to be deleted, and names them.
func (s *site) experimentsDiscard(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	ticked, err := picks(query)
	if err != nil {
		return err
	}
	back := readBack(query.Get("back"))
	if len(ticked) == 0 {
		return s.showList(w, r, back, http.StatusBadRequest, web.Words.DiscardNone, nil)
	}
	m := web.Discard{
		Page: s.page(web.Words.DiscardTitle, web.RoomExperiments), Lead: web.DiscardLead(len(ticked), back.sweeps),
		Back: query.Get("back"), Return: back.address("/experiments", "page", back.fields.Get("page")),
	}
	for _, id := range ticked {
		row, of, err := s.picked(r, back.sweeps, id)
		if err != nil {
			return err
		}
		i, err := s.Studio.Image(r.Context(), of, owner(r))
		if err != nil {
			return err
		}
		m.Items = append(m.Items, web.DiscardItem{ID: id, Name: i.Name, Facts: row.Cells[0].Text + " · " + row.Cells[len(row.Cells)-1].Text, State: row.State})
	}
	s.render(w, r, http.StatusOK, web.DiscardPage(m))
	return nil
}

// picked finds a ticked row and the image that it is about.
func (s *site) picked(r *http.Request, sweeps bool, id string) (row web.ListRow, image string, err error) {
	if sweeps {
		e, err := s.Studio.Store.Experiment(r.Context(), id, owner(r))
		return s.sweepListRow(store.ListedExperiment{Experiment: e}), e.ImageID, err
	}
	one, err := s.Studio.Store.Restoration(r.Context(), id, owner(r))
	return s.restorationListRow(store.Listed{Restoration: one}), one.ImageID, err
}

// experimentsDelete deletes the ticked rows, after the last word.
func (s *site) experimentsDelete(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
	if err := r.ParseForm(); err != nil {
		return badRequest(web.Words.BadForm)
	}
	ticked, err := picks(url.Values(r.PostForm))
	if err != nil {
		return err
	}
	back := readBack(r.PostForm.Get("back"))
	if back.sweeps {
		err = s.Studio.DiscardSweeps(r.Context(), ticked, owner(r))
	} else {
		err = s.Studio.DiscardRestorations(r.Context(), ticked, owner(r))
		s.shown.clear()
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, back.address("/experiments", "page", back.fields.Get("page")), http.StatusSeeOther)
	return nil
}
