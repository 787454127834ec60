package handlers

import (
	"net/http"
	"strconv"
	"time"

	"uncodec/store"
	"uncodec/web"
)

// intakeShow is the first page.
func (s *site) intakeShow(w http.ResponseWriter, r *http.Request) error {
	return s.showIntake(w, r, http.StatusOK, "")
}

// showIntake is the first page, with why what its form sent was refused.
func (s *site) showIntake(w http.ResponseWriter, r *http.Request, status int, trouble string) error {
	all, around, away, err := doorList(w, r, "/", "recent-title", s.Studio.Store.Recent)
	if err != nil || away {
		return err
	}
	last, _ := s.choiceOf(r, s.remembered(r))
	limits := s.Studio.Limits
	var labels []string
	for _, f := range s.Studio.Tools.Formats() {
		labels = append(labels, f.Label)
	}
	m := web.Intake{
		Formats: web.Formats(labels),
		Accept:  s.accepted(),
		Page:    s.page(web.Words.IntakeTitle, web.RoomStudio),
		Limits:  web.LimitLines(limits.Bytes, limits.Pixels, limits.Side),
		Keeping: web.Keeping(s.Expiry),
		Recent:  recentCards(all),
		Pages:   around,
		Model:   last.model,
		Views:   strconv.Itoa(last.views),
		Trouble: trouble,
	}
	m.Script = "intake.js"
	for _, sample := range s.Studio.Samples() {
		m.Samples = append(m.Samples, s.sampleCard(sample))
	}
	s.render(w, r, status, web.IntakePage(m))
	return nil
}

func recentCards(all []store.Image) []web.PictureCard {
	var cards []web.PictureCard
	for _, i := range all {
		cards = append(cards, web.PictureCard{
			ID: i.ID, Name: i.Name, When: when(i.Created),
			Facts: sides(i) + ", " + web.FormatName(i.Format),
		})
	}
	return cards
}

// when is a moment by this machine's clock. One that is set to no place's time, as those of servers are, says so.
func when(t time.Time) string {
	if name, _ := t.Local().Zone(); name == "UTC" {
		return zoned(t)
	}
	return t.Local().Format("2 Jan 2006, 15:04")
}

// zoned is a moment that somebody may wait for, wherever the clock is that they look at.
func zoned(t time.Time) string { return t.Local().Format("2 Jan 2006, 15:04 MST") }
