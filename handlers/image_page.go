package handlers

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// scaledOver is the size in pixels from which the viewer first gets a smaller
// picture, of scaledSide; zooming in brings the full one.
const (
	scaledOver = 12_000_000
	scaledSide = 2048
)

// withOriginal is what ?with says for the picture's original.
const withOriginal = "original"

// imagePage is the studio page of a picture. ?restoration chooses what the viewer
// shows, ?with the restoration, or the original, beside it in place of the upload, ?job what is followed
// instead of what is under way, ?model who is asked, ?views with how much care and ?unheld=1 or 0 whether it may depart from the file.
// The fields of the form's controls (?mode, …) say how these stand.
func (s *site) imagePage(w http.ResponseWriter, r *http.Request) error {
	return s.showStudio(w, r, http.StatusOK, nil)
}

// showStudio is that page, also for what a form of it sent and was refused: told puts that in, where
// it is not nil.
func (s *site) showStudio(w http.ResponseWriter, r *http.Request, status int, told func(*web.Studio) error) error {
	i, err := s.Studio.Image(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	all, err := s.Studio.Store.Restorations(r.Context(), i.ID)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	shown := choose(all, query.Get("restoration"))
	var beside *store.Restoration
	if query.Get("with") != "" {
		beside = choose(all, query.Get("with"))
	}
	original := originalModel(i, shown, query.Get("with"))
	stood := shown // the restoration that the controls stand for
	m := web.Studio{
		Page: s.page(i.Name, web.RoomStudio), ID: i.ID, Name: i.Name,
		Facts: pixelFacts(i) + " · " + web.Size(i.Bytes),
		File:  s.fileModel(i), Viewer: viewerModel(i, shown, beside, original), Restorations: rows(all, shown, beside), Original: original,
	}
	m.Script = "studio.js"
	if job := cmp.Or(query.Get("job"), openJob(all)); job != "" {
		followed, err := s.Studio.Job(r.Context(), job, owner(r))
		if err != nil {
			return err
		}
		if followed.State == store.Done {
			http.Redirect(w, r, "/images/"+i.ID+"?restoration="+job, http.StatusSeeOther)
			return nil
		}
		m.Job = jobModel(followed)
		if m.Job.Open {
			m.Refresh = "1"
		}
		for n := range all {
			if all[n].ID == job && (query.Get("job") != "" || query.Get("restoration") == "") {
				stood = &all[n]
			}
		}
	}
	if shown != nil {
		m.Result = resultModel(*shown, i)
		if i.ReferenceID == "" {
			m.Result.AddOriginal = "/images/" + i.ID + "/reference?restoration=" + shown.ID
			m.Result.Accept = s.accepted()
		}
		m.Share = web.ShareLink{Image: i.ID, Restoration: shown.ID, Address: s.shareLink(r, i.Shared, shown.ID)}
	}
	if err := s.believe(r, &m, i, stood); err != nil {
		return err
	}
	m.Condition.Again = shown != nil
	if told != nil {
		m.Refresh = "" // the form's address is no page
		if err := told(&m); err != nil {
			return err
		}
	}
	s.render(w, r, status, web.StudioPage(m))
	return nil
}

// believe fills in what the network believes, and the controls that follow from it: as the address
// says, else as they stood for a restoration, else with the visitor's last choice.
func (s *site) believe(r *http.Request, m *web.Studio, i store.Image, stood *store.Restoration) error {
	begin := s.remembered(r)
	var asked studio.ConditionRequest
	var taken studio.ConditionTaken
	if stood != nil {
		begin = choice{stood.Model, stood.Views}
		taken, asked = studio.ConditionOf(*stood)
	}
	begin, err := s.choiceOf(r, begin)
	if err != nil {
		return err
	}
	model, p, err := s.prediction(r.Context(), &m.Page, i, begin.model)
	if err != nil || p == nil {
		return err
	}
	if err := addressed(r.URL.Query(), model, p, &asked, &taken); err != nil {
		return err
	}
	m.Belief = beliefModel(model, p, studio.Header(i), asked)
	m.Condition = conditionModel(s.Studio.Models, model, p, asked, taken, begin.views)
	if query := r.URL.Query(); query.Has("unheld") {
		m.Condition.Unheld = query.Get("unheld") == "1"
	}
	for _, c := range m.Condition.Codecs {
		m.Viewer.Brush = append(m.Viewer.Brush, web.BrushCodec{Name: c.Name, Label: c.Label})
	}
	m.Condition.Holds = i.Format == studio.Constrained && studio.Header(i).Quality > 0
	if asked.Map != nil {
		painted, err := json.Marshal(asked.Map)
		if err != nil {
			return err
		}
		m.Viewer.Map = string(painted)
	}
	return nil
}

// choose finds the restoration to show: the one that was asked for, or the newest finished.
func choose(all []store.Restoration, wanted string) *store.Restoration {
	for n := range all {
		if all[n].State == store.Done && (wanted == "" || all[n].ID == wanted) {
			return &all[n]
		}
	}
	return nil
}

// openJob is the newest restoration that waits or runs, "" for none: whoever comes back to
// the picture finds it.
func openJob(all []store.Restoration) string {
	for _, r := range all {
		if r.State == store.Queued || r.State == store.Running {
			return r.ID
		}
	}
	return ""
}

// originalModel is the way to the picture's original and back, nil where there is none.
func originalModel(i store.Image, shown *store.Restoration, with string) *web.Original {
	if i.ReferenceID == "" {
		return nil
	}
	o := &web.Original{Beside: with == withOriginal, Upload: "/images/" + i.ID, Compare: "/images/" + i.ID + "?with=" + withOriginal}
	if shown != nil {
		o.Upload += "?restoration=" + shown.ID
		o.Compare += "&restoration=" + shown.ID
	}
	return o
}

// viewerModel is what the viewer compares: the upload, or what stands beside in its place, with the
// restoration shown. Beside the original, the upload is shown until there is a restoration.
func viewerModel(i store.Image, shown, beside *store.Restoration, original *web.Original) web.Viewer {
	v := web.Viewer{
		ID: i.ID, Width: fmt.Sprint(i.Width), Height: fmt.Sprint(i.Height),
		BeforeFull: "/images/" + i.ID + "/picture", Scaled: i.Width*i.Height > scaledOver,
		BeforeLabel: web.Words.Before, AfterLabel: web.Words.After, AltBefore: web.Words.AltBefore, AltAfter: web.Words.AltAfter,
		Hold: web.Words.HoldUpload,
	}
	if shown != nil {
		v.AfterFull = "/restorations/" + shown.ID + "/picture"
	}
	if original != nil && original.Beside {
		if shown == nil {
			v.AfterFull, v.AfterLabel, v.AltAfter = v.BeforeFull, v.BeforeLabel, v.AltBefore
		}
		v.BeforeFull = "/images/" + i.ReferenceID + "/picture"
		v.BeforeLabel, v.AltBefore, v.Hold = web.Words.Pristine, web.Words.AltPristine, web.Words.HoldOriginal
	}
	if beside != nil && shown != nil {
		v.BeforeFull = "/restorations/" + beside.ID + "/picture"
		v.BeforeLabel, v.AfterLabel = restorationText(*beside), restorationText(*shown)
		v.AltBefore, v.AltAfter = web.RestoredUnder(v.BeforeLabel), web.RestoredUnder(v.AfterLabel)
		v.Hold = web.Words.HoldOther
	}
	return scaled(v)
}

// scaled has the viewer begin with a smaller picture, where that is wanted.
func scaled(v web.Viewer) web.Viewer {
	v.Before, v.After = v.BeforeFull, v.AfterFull
	if v.Scaled {
		v.Before += fmt.Sprintf("?max=%d", scaledSide)
		if v.After != "" {
			v.After += fmt.Sprintf("?max=%d", scaledSide)
		}
	}
	return v
}
