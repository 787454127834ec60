package handlers

import (
	"errors"
	"net/http"
	"strconv"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// batchShow is the batch's door: many pictures, and how they are to be restored.
func (s *site) batchShow(w http.ResponseWriter, r *http.Request) error {
	all, around, away, err := doorList(w, r, "/batch", "batch-earlier", s.Studio.Store.Batches)
	if err != nil || away {
		return err
	}
	m := web.BatchDoor{
		Page: s.page(web.Words.BatchTitle, web.RoomBatch), Accept: s.accepted(), Earlier: batchCards(all), Pages: around, Free: strconv.Itoa(store.BatchFiles),
		Limits: web.BatchLimits(store.BatchFiles, s.Studio.Limits.Bytes, s.Expiry), FormLimit: web.FormLimit(batchForm),
	}
	begin, trouble := s.choiceOf(r, s.remembered(r))
	if trouble != "" {
		return badRequest(trouble)
	}
	m.Script, m.Views = "batch.js", viewChoices(begin.views)
	model, err := s.Studio.Model(begin.model)
	switch {
	case err == nil:
		m.Models, m.Levels = modelChoices(s.Studio.Models, model), levelChoices(s.Studio.Models)
	case !errors.As(err, new(*studio.UnavailableError)): // of which the page says why
		return err
	}
	s.render(w, r, http.StatusOK, web.BatchDoorPage(m))
	return nil
}

// batchPage is a batch: a status for every file, and what came out to save. While it is under
// way the script asks for some rows alone, each as ?row with its file's id.
func (s *site) batchPage(w http.ResponseWriter, r *http.Request) error {
	b, files, err := s.batch(r)
	if err != nil {
		return err
	}
	m := s.batchModel(r.Context(), b, files, r.URL.Query()["row"])
	s.render(w, r, http.StatusOK, web.BatchPage(m))
	return nil
}

// batch finds the visitor's batch of the address, with its files.
func (s *site) batch(r *http.Request) (store.Batch, []store.BatchFile, error) {
	b, err := s.Studio.Store.Batch(r.Context(), id(r), owner(r))
	if err != nil {
		return b, nil, err
	}
	files, err := s.Studio.Store.BatchFiles(r.Context(), b.ID)
	return b, files, err
}
