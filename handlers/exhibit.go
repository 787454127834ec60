package handlers

import (
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"uncodec/codec"
	"uncodec/studio"
	"uncodec/web"
)

// exhibitJSON is what the kiosk's script puts into the page: addresses, and words that
// are ready to be read.
type exhibitJSON struct {
	Sample      string `json:"sample"`
	Caption     string `json:"caption"`
	Before      string `json:"before,omitempty"` // "" for one that is not ready: After is the pristine sample then
	After       string `json:"after"`
	BeforeLabel string `json:"before_label,omitempty"`
	AfterLabel  string `json:"after_label"`
	AfterAlt    string `json:"after_alt"`
	PSNRBefore  string `json:"psnr_before,omitempty"`
	PSNRAfter   string `json:"psnr_after,omitempty"`
	Sentence    string `json:"sentence,omitempty"`
	Told        string `json:"told,omitempty"`
	Cost        string `json:"cost,omitempty"`
	Said        string `json:"said,omitempty"` // all of it, for those who don't see it
}

// exhibitList is the loop: every sample as far as it is ready. It makes nothing itself.
func (s *site) exhibitList(w http.ResponseWriter, r *http.Request) error {
	made := s.Studio.Exhibition()
	list := make([]exhibitJSON, len(made))
	for n, sample := range s.Studio.Samples() {
		if made[n] != nil {
			list[n] = s.exhibitFacts(s.Studio.FirstDemo(sample), made[n])
			list[n].Caption = loopCaption(sample, list[n])
			continue
		}
		list[n] = exhibitJSON{
			Sample: sample.Name, Caption: sample.Title + " · " + web.Words.KioskNotYet,
			After: pristineAddress(sample.Name), AfterLabel: web.Words.LabPristine, AfterAlt: web.Words.AltPristine,
		}
	}
	return writeJSON(w, http.StatusOK, map[string]any{"exhibits": list})
}

func loopCaption(sample studio.Sample, e exhibitJSON) string {
	if e.PSNRAfter == "" {
		return sample.Title
	}
	return web.KioskCaption(sample.Title, e.PSNRBefore, e.PSNRAfter)
}

// demo is what the address asks for.
func demo(r *http.Request) (studio.Demo, error) {
	d := studio.Demo{Sample: chi.URLParam(r, "name"), Setting: chi.URLParam(r, "setting"), Belief: chi.URLParam(r, "belief")}
	if settings := studio.DemoSettings(); !slices.Contains(settings, d.Setting) || !slices.Contains(studio.DemoBeliefs, d.Belief) {
		return d, badRequest(web.KioskTakes(settings, studio.DemoBeliefs))
	}
	return d, nil
}

// exhibitShow answers what came of a sample under a setting and a belief, and makes it if
// nobody has asked for that yet.
func (s *site) exhibitShow(w http.ResponseWriter, r *http.Request) error {
	d, err := demo(r)
	if err != nil {
		return err
	}
	if s.draining() {
		return unavailable()
	}
	ctx, stop := s.untilStopping(r.Context())
	defer stop()
	e, err := s.Studio.Exhibit(ctx, d)
	if err != nil {
		return s.orUnavailable(err)
	}
	return writeJSON(w, http.StatusOK, s.exhibitFacts(d, e))
}

func (s *site) exhibitFacts(d studio.Demo, e *studio.Exhibit) exhibitJSON {
	at := "/kiosk/exhibits/" + d.Sample + "/" + d.Setting + "/" + d.Belief
	j := exhibitJSON{
		Sample: d.Sample, Before: at + "/damaged", After: pristineAddress(d.Sample),
		BeforeLabel: settingText(d.Setting), AfterLabel: web.Words.LabPristine, AfterAlt: web.Words.AltPristine,
		PSNRBefore: web.PSNR(e.Before),
	}
	j.Cost = web.KioskCost(j.BeforeLabel, e.Coded, e.Pixels)
	if e.Restored != nil {
		j.After, j.AfterLabel, j.AfterAlt, j.PSNRAfter = at+"/restored", web.Words.After, web.Words.AltAfter, web.PSNR(e.After)
		j.Sentence, j.Told = s.exhibitBelief(d, e)
	}
	j.Said = web.KioskSaid(j.Cost, j.PSNRBefore, j.PSNRAfter, j.Sentence)
	if j.Told != "" {
		j.Said += " " + j.Told
	}
	return j
}

// exhibitBelief says what is believed, and what was told in its place and what that did.
func (s *site) exhibitBelief(d studio.Demo, e *studio.Exhibit) (believed, told string) {
	m, err := s.Studio.Model("")
	if err != nil {
		return "", ""
	}
	believed = sentence(m, e.Believed, false)
	if d.Belief == studio.Auto {
		return believed, ""
	}
	told = web.KioskTold(kioskTold(d.Belief, e.Told))
	d.Belief = studio.Auto
	if own, err := s.Studio.FindExhibit(d); err == nil {
		told += " " + web.KioskWorse(e.After, own.After)
	}
	return believed, told
}

// kioskTold is what R-Net was told, in a visitor's words.
func kioskTold(belief string, taken studio.ConditionTaken) string {
	switch belief {
	case studio.AsGentle:
		return web.Words.KioskGentleTold
	case studio.AsStrong:
		return web.Words.KioskStrongTold
	}
	return codec.Label(heaviest(taken.Codec)[0])
}
