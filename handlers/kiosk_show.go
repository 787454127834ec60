package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"uncodec/studio"
	"uncodec/web"
)

// The kiosk's times, which the page carries: how long nobody touches it until it asks,
// how long it waits for an answer, and how long the loop shows a picture.
const (
	kioskIdle      = 30 * time.Second
	kioskCountdown = 20 * time.Second // to answer: WCAG 2.2.1 asks for no less
	kioskTurn      = 10 * time.Second
)

// kioskShow is the page for kiosks. Nobody is told apart there: it sets no cookie.
func (s *site) kioskShow(w http.ResponseWriter, r *http.Request) error {
	m := web.Kiosk{
		Page: s.page(web.Words.KioskTitle, ""),
		Idle: seconds(kioskIdle), Countdown: seconds(kioskCountdown), Turn: seconds(kioskTurn),
		Codecs: s.kioskCodecs(),
	}
	m.Script = "kiosk.js"
	for _, sample := range s.Studio.Samples() {
		card := s.sampleCard(sample)
		card.Alt = sample.Alt // a tile is the picture as it was
		m.Samples = append(m.Samples, web.KioskSample{SampleCard: card, First: s.Studio.FirstDemo(sample).Setting})
	}
	for n, words := range []string{web.Words.KioskBrutally, web.Words.KioskBadly, web.Words.KioskSomewhat, web.Words.KioskALittle} {
		m.Steps = append(m.Steps, web.Choice{Value: fmt.Sprint(n), Label: words})
	}
	if m.Off == "" {
		m.Beliefs = []web.Choice{
			{Value: studio.Auto, Label: web.Words.KioskAuto}, {Value: studio.Otherwise, Label: web.Words.KioskOther},
			{Value: studio.AsGentle, Label: web.Words.KioskGentle}, {Value: studio.AsStrong, Label: web.Words.KioskStrong},
		}
	}
	s.render(w, r, http.StatusOK, web.KioskPage(m))
	return nil
}

func seconds(d time.Duration) string { return fmt.Sprint(d.Seconds()) }

func (s *site) kioskCodecs() (all []web.KioskCodec) {
	for _, c := range studio.DemoCodecs {
		for _, info := range s.Studio.Tools.Codecs() {
			if info.Name == c.Name {
				all = append(all, web.KioskCodec{Name: c.Name, Label: info.Label, Levels: strings.Join(c.Levels, " "), Missing: info.Missing})
			}
		}
	}
	return all
}
