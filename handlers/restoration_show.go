package handlers

import (
	"encoding/json"
	"net/http"
	"time"

	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
)

// restorationJSON has the fields of the command line's restore, and the job's state.
type restorationJSON struct {
	ID        string                `json:"id"`
	File      string                `json:"file"`             // the image's name
	Output    string                `json:"output,omitempty"` // the address of what came out
	Image     string                `json:"image"`
	State     store.State           `json:"state"`
	Model     string                `json:"model"`
	ModelHash string                `json:"model_hash"`
	Condition studio.ConditionTaken `json:"condition"`
	// Asked is the request for that, which asks for the same again. Lists are without it, as a map is long.
	Asked       *studio.ConditionRequest `json:"asked,omitempty"`
	Views       int                      `json:"views"` // of how many it is the mean
	Held        float64                  `json:"held"`  // how far it was held to what its file says, 0…1
	Megapixels  float64                  `json:"megapixels,omitempty"`
	Seconds     float64                  `json:"seconds,omitempty"`
	Input       *quality.Measures        `json:"input,omitempty"`
	Restored    *quality.Measures        `json:"restored,omitempty"`
	Consistency *float64                 `json:"consistency"`
	SHA256      string                   `json:"sha256,omitempty"` // of the result as PNG
	Error       string                   `json:"error,omitempty"`
	Note        string                   `json:"note,omitempty"`
	Created     time.Time                `json:"created"`

	Setting string `json:"setting,omitempty"` // what codecs of ours did to it, in lists
}

// restorationFacts tells of a restoration of a file.
func restorationFacts(r store.Restoration, file string) restorationJSON {
	taken, _ := studio.ConditionOf(r)
	measured, cost := figures(r)
	output := ""
	if r.ResultHash != "" {
		output = "/api/v1/restorations/" + r.ID + "/image"
	}
	return restorationJSON{
		ID: r.ID, File: file, Output: output, Image: r.ImageID, State: r.State, Model: r.Model, ModelHash: r.ModelHash, Condition: taken, Views: r.Views, Held: r.Held,
		Megapixels: cost.Megapixels, Seconds: cost.Seconds, Input: measured.Input, Restored: measured.Restored,
		Consistency: r.Consistency, SHA256: r.ResultHash, Error: r.Error, Note: r.Note, Created: r.Created,
	}
}

// figures reads what the worker measured; nothing where it has not.
func figures(r store.Restoration) (m studio.Measured, t studio.Timings) {
	_ = json.Unmarshal(r.Measures, &m) // both were written by the worker
	_ = json.Unmarshal(r.Timings, &t)
	return m, t
}

// apiRestorationShow tells how a restoration stands and what came out.
func (s *site) apiRestorationShow(w http.ResponseWriter, r *http.Request) error {
	one, err := s.Studio.Store.Restoration(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	return s.writeRestoration(w, r, one)
}

func (s *site) writeRestoration(w http.ResponseWriter, r *http.Request, one store.Restoration) error {
	of, err := s.Studio.Store.Image(r.Context(), one.ImageID, owner(r))
	if err != nil {
		return err
	}
	facts := restorationFacts(one, of.Name)
	_, asked := studio.ConditionOf(one)
	facts.Asked = &asked
	return writeJSON(w, http.StatusOK, facts)
}
