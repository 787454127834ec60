package handlers

import (
	"cmp"
	"errors"
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
		Page: s.page(web.Words.DiscardTitle, web.RoomExperiments),
		Back: query.Get("back"), Return: back.ofPage(),
	}
	for _, id := range ticked {
		row, err := s.picked(r, back.kind, id)
		if errors.Is(err, store.ErrNotFound) {
			continue // deleted meanwhile
		}
		if err != nil {
			return err
		}
		how := cmp.Or(row.Cells[web.ColumnCondition].Text, row.Cells[web.ColumnModel].Text)
		m.Items = append(m.Items, web.DiscardItem{ID: id, Name: row.Name, Facts: how + " · " + row.Cells[web.ColumnWhen].Text, State: row.State})
	}
	if len(m.Items) == 0 {
		return s.showList(w, r, back, http.StatusNotFound, web.Words.DiscardGone, nil)
	}
	m.Lead = web.DiscardLead(len(m.Items), back.kind)
	s.render(w, r, http.StatusOK, web.DiscardPage(m))
	return nil
}

// picked finds a ticked row.
func (s *site) picked(r *http.Request, kind, id string) (row web.ListRow, err error) {
	var image string
	if kind == listRestorations {
		var one store.Restoration
		one, err = s.Studio.Store.Restoration(r.Context(), id, owner(r))
		row, image = restorationListRow(store.Listed{Restoration: one}), one.ImageID
	} else {
		var e store.Experiment
		e, err = s.Studio.Store.Experiment(r.Context(), id, owner(r))
		row, image = experimentListRow(store.ListedExperiment{Experiment: e}), e.ImageID
	}
	if err == nil && image != "" {
		var i store.Image
		i, err = s.Studio.Store.Image(r.Context(), image, owner(r))
		row.Name = i.Name
	}
	return row, err
}

// experimentsDelete deletes the ticked rows, after the last word.
func (s *site) experimentsDelete(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(w, r); err != nil {
		return err
	}
	ticked, err := picks(url.Values(r.PostForm))
	if err != nil {
		return err
	}
	back := readBack(r.PostForm.Get("back"))
	if back.kind == listRestorations {
		err = s.Studio.DiscardRestorations(r.Context(), ticked, owner(r))
	} else {
		err = s.Studio.DiscardExperiments(r.Context(), ticked, owner(r))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, back.ofPage(), http.StatusSeeOther)
	return nil
}
