package handlers

import (
	"encoding/json"
	"net/http"
	"time"

	"uncodec/store"
	"uncodec/studio"
)

// batchJSON is a batch for programs.
type batchJSON struct {
	ID        string                  `json:"id"`
	Model     string                  `json:"model"`
	Condition studio.ConditionRequest `json:"condition"`
	Views     int                     `json:"views"`
	Stopped   bool                    `json:"stopped"`
	Count     int                     `json:"count"` // of its files
	Done      int                     `json:"done"`
	Failed    int                     `json:"failed"`
	Open      int                     `json:"open"` // waiting or running
	Created   time.Time               `json:"created"`
	Expires   *time.Time              `json:"expires,omitempty"`

	Files []batchFileJSON `json:"files,omitempty"` // left out of lists
}

// batchFileJSON is one file of it.
type batchFileJSON struct {
	Name        string           `json:"name"`
	Image       string           `json:"image,omitempty"` // its id; none where it could not be taken
	Notes       json.RawMessage  `json:"notes,omitempty"` // what decoding had to change, and what is lost
	State       store.State      `json:"state"`
	Error       string           `json:"error,omitempty"`
	Restoration *restorationJSON `json:"restoration,omitempty"`
}

func batchFacts(b store.Batch, files []store.BatchFile) batchJSON {
	facts := batchJSON{
		ID: b.ID, Model: b.Model, Condition: studio.BatchRequest(b).Condition, Views: b.Views, Stopped: b.Stopped,
		Count: b.Files, Done: b.Done, Failed: b.Failed, Open: b.Open, Created: b.Created,
	}
	if !b.Expires.IsZero() {
		facts.Expires = &b.Expires
	}
	for _, f := range files {
		one := batchFileJSON{Name: f.Name, State: fileState(b, f), Error: f.Error}
		if f.Image != nil {
			one.Image, one.Notes = f.Image.ID, orEmpty(f.Image.Notes, "[]")
		}
		if f.Restoration != nil {
			restored := restorationFacts(*f.Restoration, f.Name)
			one.Restoration, one.Error = &restored, f.Restoration.Error
		}
		facts.Files = append(facts.Files, one)
	}
	return facts
}

// fileState is where a batch's file stands, whether or not it has a job yet.
func fileState(b store.Batch, f store.BatchFile) store.State {
	switch {
	case f.Error != "":
		return store.Failed
	case f.Restoration != nil:
		return f.Restoration.State
	case b.Stopped:
		return store.Cancelled
	}
	return store.Queued
}

// apiBatchList lists the visitor's batches, the newest first.
func (s *site) apiBatchList(w http.ResponseWriter, r *http.Request) error {
	page, err := apiNewest(r)
	if err != nil {
		return err
	}
	all, next, err := s.Studio.Store.Batches(r.Context(), owner(r), page)
	if err != nil {
		return err
	}
	list := make([]batchJSON, len(all))
	for n, b := range all {
		list[n] = batchFacts(b, nil)
	}
	return writeJSON(w, http.StatusOK, withNext(map[string]any{"batches": list}, next))
}

// batchRequest asks for a batch, of pictures that are here already where it names some.
type batchRequest struct {
	studio.Request
	Views  *int     `json:"views"`
	Images []string `json:"images"`
}

// apiBatchCreate begins a batch.
func (s *site) apiBatchCreate(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	var request batchRequest
	err := readJSON(w, r, &request)
	if err == nil {
		request.Request.Views, err = saidViews(request.Views)
	}
	if err != nil {
		return err
	}
	b, err := s.Studio.CreateBatch(r.Context(), owner(r), request.Request, s.expires(), request.Images...)
	if err != nil {
		return err
	}
	s.remember(w, r, request.Request)
	w.Header().Set("Location", "/api/v1/batches/"+b.ID)
	return writeJSON(w, http.StatusCreated, batchFacts(b, nil))
}

// apiBatchShow tells how every file of a batch stands.
func (s *site) apiBatchShow(w http.ResponseWriter, r *http.Request) error {
	b, files, err := s.batch(r)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, batchFacts(b, files))
}

// apiBatchAdd takes one picture into a batch.
func (s *site) apiBatchAdd(w http.ResponseWriter, r *http.Request) error {
	b, err := s.Studio.Store.Batch(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	u, err := s.receiveBatch(w, r, 1)
	defer u.close()
	if err != nil {
		return err
	}
	i, err := s.addToBatch(r, b, safeFolder(u.fields["folder"]), u.files[0])
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1/images/"+i.ID)
	return writeJSON(w, http.StatusCreated, imageFacts(i))
}

// apiBatchStop stops what a batch has in the queue, and keeps the rest from going there.
func (s *site) apiBatchStop(w http.ResponseWriter, r *http.Request) error {
	if err := s.Studio.StopBatch(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	return noContent(w)
}

// apiBatchResume lets a batch go on.
func (s *site) apiBatchResume(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	if err := s.Studio.ResumeBatch(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	return noContent(w)
}

// apiBatchDelete stops a batch and removes it with its pictures.
func (s *site) apiBatchDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.Studio.DeleteBatch(r.Context(), id(r), owner(r)); err != nil {
		return err
	}
	return noContent(w)
}
