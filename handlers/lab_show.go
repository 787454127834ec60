package handlers

import (
	"net/http"
	"strings"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// labShow is the lab's door: a pristine picture, and what to do to it.
func (s *site) labShow(w http.ResponseWriter, r *http.Request) error {
	return s.showLab(w, r, http.StatusOK, nil, "")
}

// labAgain shows the lab's forms as they were sent, and why that was refused. Files do not come back with a form: that is
// told, and no sample stands in their place.
func (s *site) labAgain(w http.ResponseWriter, r *http.Request, u *upload, err error) error {
	return again(w, r, err, func(f *fault) error {
		trouble := f.Detail
		if len(u.files) > 0 {
			delete(u.fields, "sample")
			trouble = web.Sentence(trouble) + " " + web.Words.ChooseAgain
		}
		return s.showLab(w, r, f.Status, u.fields, trouble)
	})
}

func (s *site) showLab(w http.ResponseWriter, r *http.Request, status int, given map[string]string, trouble string) error {
	all, around, away, err := doorList(w, r, "/lab", "lab-recent", s.Studio.Store.Made)
	if err != nil || away {
		return err
	}
	samples, sample := s.Studio.Samples(), given["sample"]
	if _, sent := given["setting"]; !sent && len(samples) > 0 { // the form that compresses is as at first: something is chosen
		sample = samples[0].Name
	}
	m := web.Lab{
		Page: s.page(web.Words.LabTitle, web.RoomLab), Accept: s.accepted(), Recent: labCards(all), Pages: around,
		Limit: web.LabLimit(studio.DamagePixels/1_000_000, s.Studio.Limits.Bytes), Evaluation: s.evaluationDoor(given),
		Given: given, Sample: sample,
	}
	if _, evaluating := given["settings"]; evaluating {
		m.Evaluation.Trouble = trouble
	} else {
		m.Trouble = trouble
	}
	m.Codecs = s.codecsToDamage()
	m.Script = "labdoor.js"
	for _, sample := range samples {
		m.Samples = append(m.Samples, s.sampleCard(sample))
	}
	s.render(w, r, status, web.LabPage(m))
	return nil
}

// codecsToDamage are the lab's codecs, each with its levels.
func (s *site) codecsToDamage() (all []web.CodecChoices) {
	for _, c := range s.Studio.Tools.Codecs() {
		all = append(all, codecChoices(c))
	}
	return all
}

// codecChoices lists a codec's levels to choose from, the strongest first.
func codecChoices(c codec.Info) web.CodecChoices {
	out := web.CodecChoices{Label: c.Label, Missing: c.Missing}
	for _, level := range c.Levels {
		out.Levels = append(out.Levels, web.Choice{Value: c.Name + ":" + level, Label: codec.LevelText(c.Name, level)})
	}
	return out
}

// accepted lists the media types that the file chooser offers.
func (s *site) accepted() string {
	var types []string
	for _, f := range s.Studio.Tools.Formats() {
		types = append(types, f.Types...)
	}
	return strings.Join(types, ",")
}

// labCards are the visitor's pictures that the lab made.
func labCards(all []store.Image) []web.PictureCard {
	var cards []web.PictureCard
	for _, i := range all {
		cards = append(cards, web.PictureCard{
			ID: i.ID, Name: settingText(i.Setting), When: when(i.Created),
			Facts: i.Name + ", " + sides(i),
		})
	}
	return cards
}
