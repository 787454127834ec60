package handlers

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// believe fills in what the network believes, and the controls that follow from it: as the address
// says, else as they stood for a restoration, else with the visitor's last choice.
func (s *site) believe(r *http.Request, m *web.Studio, i store.Image, stood *store.Restoration) error {
	begin := s.remembered(r)
	var asked studio.ConditionRequest
	var taken studio.ConditionTaken
	if stood != nil {
		begin = choice{stood.Model, stood.Views}
		whole, err := s.Studio.Store.Restoration(r.Context(), stood.ID, owner(r)) // with what was painted
		if errors.Is(err, store.ErrNotFound) {                                    // deleted meanwhile
			whole, err = *stood, nil
		}
		if err != nil {
			return err
		}
		taken, asked = studio.ConditionOf(whole)
	}
	begin, trouble := s.choiceOf(r, begin)
	model, p, err := s.prediction(r.Context(), &m.Page, i, begin.model)
	if err != nil || p == nil {
		return err
	}
	unknown, err := addressed(r.URL.Query(), model, p, &asked, &taken)
	if err != nil { // an old address, of another model's level: the picture is shown all the same
		trouble = faultOf(err).Detail
	} else if unknown != nil {
		trouble = web.NoNameFor(model.Name, unknown)
	}
	m.Trouble = cmp.Or(trouble, m.Trouble)
	m.Belief = beliefModel(model, p, i, asked)
	m.Condition = conditionModel(s.Studio.Models, model, p, asked, taken, begin.views)
	if query := r.URL.Query(); query.Has("unheld") {
		m.Condition.Unheld = query.Get("unheld") == "1"
	}
	for _, c := range m.Condition.Codecs {
		m.Viewer.Brush = append(m.Viewer.Brush, web.BrushCodec{Name: c.Name, Label: c.Label})
	}
	m.Viewer.NotYet = web.Words.NotYet
	m.Viewer.BrushMost = strconv.Itoa(studio.MapConditions)
	m.Condition.Holds = studio.Holds(model, studio.Header(i))
	if asked.Map != nil {
		painted, err := json.Marshal(asked.Map)
		if err != nil {
			return err
		}
		m.Viewer.Map = string(painted)
	}
	return nil
}
