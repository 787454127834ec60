package handlers

import (
	"net/http"

	"uncodec/studio"
	"uncodec/web"
)

// cardShow is a model's card: the one that is asked for by name, or the default's.
func (s *site) cardShow(w http.ResponseWriter, r *http.Request) error {
	m, err := s.Studio.Model(r.URL.Query().Get("name"))
	if err != nil {
		return err
	}
	figures, err := studio.FiguresOf(m)
	if err != nil {
		s.Log.Warn("model card", "trouble", err.Error()) // the page says that none can be read
	}
	card := newCard(s, m, figures).page()
	card.Page = s.page(web.CardTitle(m.Name), web.RoomCard)
	card.Models = modelChoices(s.Studio.Models, m)
	s.render(w, r, http.StatusOK, web.CardPage(card))
	return nil
}
