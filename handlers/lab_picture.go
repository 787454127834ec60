package handlers

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// labPicture is the lab's page of a picture: what happened to it beside what is
// believed, and what each condition would bring. ?sweep chooses one of its sweeps,
// ?measure what the heat map shows, ?model who is asked.
func (s *site) labPicture(w http.ResponseWriter, r *http.Request) error {
	i, all, err := s.picture(r)
	if err != nil {
		return err
	}
	m := web.LabPicture{
		Page: s.page(i.Name, web.RoomLab), ID: i.ID, Name: i.Name, Reference: i.ReferenceID,
		Facts:        sides(i) + " · " + bitsPerPixel(i),
		Restorations: rows(all, nil, nil), Codecs: s.codecsToDamage(),
	}
	m.Script = "lab.js"
	back := r.URL.Query()
	back.Set("room", "lab")
	for n := range m.Restorations {
		m.Restorations[n].Forgets += "?" + back.Encode()
	}
	m.Setting = truth(i)
	m.Given = labGiven(i.Setting, m.Codecs)
	for _, restored := range all {
		if restored.State == store.Done {
			m.Restored = restored.ID
			measured, _ := figures(restored)
			m.Before, m.After = allMeasures(measured.Input), allMeasures(measured.Restored)
			break
		}
	}
	if m.Before == "" {
		switch measured, err := s.Studio.Against(r.Context(), i); {
		case r.Context().Err() != nil:
			return r.Context().Err()
		case err != nil: // the page goes without
			s.Log.Warn("measure against the reference", "error", err)
		default:
			m.Before = allMeasures(measured)
		}
	}
	if err := s.labSweep(r, &m, i); err != nil {
		return err
	}
	if err := s.labBelief(r.Context(), &m, i, r.URL.Query().Get("model")); err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, web.LabPicturePage(m))
	return nil
}

// labBelief sets the true condition beside the believed one.
func (s *site) labBelief(ctx context.Context, m *web.LabPicture, i store.Image, name string) error {
	steps, err := studio.Steps(i.Setting)
	damaged := i.Setting != "" && err == nil
	if name == "" {
		name = s.labModel(m.Sweep, steps)
	}
	model, p, err := s.prediction(ctx, &m.Page, i, name)
	if err != nil || p == nil {
		return err
	}
	m.Models = modelChoices(s.Studio.Models, model)
	codecs, levels := leading(p)
	believed := p.Codec[codecs[0]]
	level := believed.Levels[levels[0]]
	m.Sentence = sentence(model, p, pristineMaybe(i))
	m.Conditions = append(m.Conditions, web.LabCondition{
		Who: web.Words.LabBelieved, Codec: believed.Label, Strength: fmt.Sprintf("%.2f", p.Strength),
		Level: model.Codecs[codecs[0]].Unit + " " + level.Level, Chance: web.Chance(believed.P * level.P),
	})
	if !damaged {
		return nil
	}
	for n, step := range steps {
		m.Conditions = append(m.Conditions, trueCondition(model, p, step, n))
	}
	m.Verdict = web.LabVerdict(len(steps), steps[0].Codec == believed.Name, steps[0].Level == level.Level, m.Conditions[1].Strength != "")
	m.Doubt = m.Verdict != web.Words.LabRight
	for n, step := range steps {
		if m.Conditions[n+1].Strength != "" {
			m.True = append(m.True, web.Choice{Value: step.Codec + ":" + step.Level, Label: web.LabRestoreTrue(len(steps), codec.LevelText(step.Codec, step.Level))})
		}
	}
	return nil
}

// labModel is who is asked unless the visitor says: the model of the sweep that is
// shown, else the first that has a name for all that happened; "" for the default.
func (s *site) labModel(sweep *web.Sweep, steps []studio.Step) string {
	if sweep != nil {
		if _, err := s.Studio.Model(sweep.Model); err == nil {
			return sweep.Model // an earlier model may be gone
		}
	}
	for _, m := range s.Studio.Models {
		if !slices.ContainsFunc(steps, func(step studio.Step) bool { _, err := m.At(step.Codec, step.Level); return err != nil }) {
			return m.Name
		}
	}
	return ""
}

// trueCondition is one of the codecs that a picture went through, and what the network
// holds of it.
func trueCondition(m *inference.Model, p *studio.Prediction, step studio.Step, n int) web.LabCondition {
	c := web.LabCondition{Who: web.LabStep(n), Codec: codec.Label(step.Codec), Level: codec.LevelName(step.Codec) + " " + step.Level, Chance: web.Words.LabNoName}
	for t, known := range m.Codecs {
		if known.Name != step.Codec {
			continue
		}
		c.Codec, c.Level = known.Label, known.Unit+" "+step.Level
		for l, level := range known.Levels {
			if level.Level == step.Level && known.Trained {
				c.Strength = fmt.Sprintf("%.2f", level.Strength)
				c.Chance = web.Chance(p.Codec[t].P * p.Codec[t].Levels[l].P)
			}
		}
	}
	return c
}

// labSweep fills in the picture's sweep: the one that was asked for, or the newest.
func (s *site) labSweep(r *http.Request, m *web.LabPicture, i store.Image) error {
	all, err := s.Studio.Store.Sweeps(r.Context(), i.ID, i.Owner)
	if err != nil {
		return err
	}
	wanted := r.URL.Query().Get("sweep")
	for n, e := range all {
		m.Sweeps = append(m.Sweeps, web.SweepChoice{ID: e.ID, When: when(e.Created)})
		if m.Sweep == nil && (wanted == "" || e.ID == wanted) {
			m.Sweep = sweepModel(e, s.Studio.ExperimentNews(e), s.Studio.Models, r.URL.Query().Get("measure"), i.ReferenceID != "")
			m.Sweep.Asked = r.URL.Query().Get("model")
			m.Sweeps[n].Shown = true
		}
	}
	return nil
}

// bitsPerPixel is what the last codec spent, or else what the file does.
func bitsPerPixel(i store.Image) string {
	spent := cmp.Or(i.CodedBytes, i.Bytes)
	return web.BitsPerPixel(spent, 8*float64(spent)/float64(i.Width*i.Height))
}
