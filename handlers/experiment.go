package handlers

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"strconv"
	"time"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// experimentJSON is an experiment for programs.
type experimentJSON struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Image   string          `json:"image,omitempty"`
	State   store.State     `json:"state"`
	Error   string          `json:"error,omitempty"`
	Grid    json.RawMessage `json:"grid"`
	Rows    json.RawMessage `json:"rows,omitempty"` // left out of lists
	Created time.Time       `json:"created"`
}

func experimentFacts(e store.Experiment) experimentJSON {
	return experimentJSON{
		ID: e.ID, Kind: e.Kind, Image: e.ImageID, State: e.State, Error: e.Error,
		Grid: orEmpty(e.Grid, "{}"), Rows: orEmpty(e.Rows, "[]"), Created: e.Created,
	}
}

// apiExperimentList lists the visitor's experiments, the newest first.
func (s *site) apiExperimentList(w http.ResponseWriter, r *http.Request) error {
	all, err := s.Studio.Store.Experiments(r.Context(), owner(r), 500)
	if err != nil {
		return err
	}
	list := make([]experimentJSON, len(all))
	for n, e := range all {
		list[n] = experimentFacts(e)
		list[n].Rows = nil
	}
	return writeJSON(w, http.StatusOK, map[string]any{"experiments": list})
}

// apiExperimentShow tells an experiment's state, its grid and its rows so far.
func (s *site) apiExperimentShow(w http.ResponseWriter, r *http.Request) error {
	e, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, experimentFacts(e))
}

// apiExperimentDelete stops an experiment that is open, and forgets one that ended.
func (s *site) apiExperimentDelete(w http.ResponseWriter, r *http.Request) error {
	err := s.Studio.CancelSweep(r.Context(), id(r), owner(r))
	if errors.Is(err, store.ErrConflict) {
		err = s.Studio.Store.DeleteExperiment(r.Context(), id(r), owner(r))
	}
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// experimentStop stops a sweep, from the form.
func (s *site) experimentStop(w http.ResponseWriter, r *http.Request) error {
	e, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	err = s.Studio.CancelSweep(r.Context(), e.ID, owner(r))
	if err != nil && !errors.Is(err, store.ErrConflict) { // it ended meanwhile: the page shows how
		return err
	}
	http.Redirect(w, r, "/lab/"+e.ImageID+"?sweep="+e.ID, http.StatusSeeOther)
	return nil
}

// experimentFile saves a sweep's rows: ?format=csv or json.
func (s *site) experimentFile(w http.ResponseWriter, r *http.Request) error {
	e, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	format := r.URL.Query().Get("format")
	w.Header().Set("Cache-Control", "private, no-store")
	switch format {
	case "json":
		w.Header().Set("Content-Disposition", `attachment; filename="sweep.json"`)
		return writeJSON(w, http.StatusOK, experimentFacts(e))
	case "csv":
		w.Header().Set("Content-Disposition", `attachment; filename="sweep.csv"`)
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		_, rows := studio.SweepOf(e)
		_ = writeCSV(w, rows) // an error means that the client went
		return nil
	}
	return badRequest(web.Words.BadTable)
}

func writeCSV(w io.Writer, rows []studio.SweepRow) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"condition", "strength", "psnr", "ssim", "psnrb", "consistency"})
	for _, row := range rows {
		line := []string{row.Condition, cell(row.Strength), "", "", "", cell(row.Consistency)}
		if m := row.Measures; m != nil {
			line[2], line[3], line[4] = cell(&m.PSNR), cell(&m.SSIM), cell(&m.PSNRB)
		}
		_ = out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// cell is a figure as tables take it; what was not measured is empty.
func cell(v *float64) string {
	if v == nil || math.IsNaN(*v) {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', 8, 64)
}
