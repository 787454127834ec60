package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// compareEvaluations fills in two evaluations, setting by setting.
func (s *site) compareEvaluations(r *http.Request, m *web.Compared, ids []string) error {
	var facts [2][]web.Choice
	var of [2]map[string]studio.Row
	var firsts [2]string // conditions that Restored is of
	var all []string     // settings of either
	for n, id := range ids {
		e, err := s.evaluation(r, id)
		if err != nil {
			return err
		}
		g, rows := studio.EvaluationOf(e)
		row := evaluationListRow(store.ListedExperiment{Experiment: e})
		m.Pair = append(m.Pair, web.ComparedOne{Name: row.Cells[web.ColumnModel].Text, Under: row.Name, Address: row.Address})
		facts[n] = []web.Choice{
			{Label: web.Words.Model, Value: g.Model}, {Label: web.Words.CardHash, Value: fmt.Sprintf("%.12s", g.ModelHash)}, {Label: web.Words.Views, Value: web.ViewsLabel(g.Views)}, {Label: web.Words.Condition, Value: web.ConditionGain(first(g))},
			{Label: web.Words.ListPictures, Value: strings.Join(pictureNames(g), ", ")}, {Label: web.Words.ListState, Value: row.State},
		}
		firsts[n], of[n] = first(g), map[string]studio.Row{}
		for _, row := range rows {
			of[n][row.Setting] = row
			if !slices.Contains(all, row.Setting) {
				all = append(all, row.Setting)
			}
		}
	}
	both := slices.DeleteFunc(slices.Clone(all), func(setting string) bool {
		return of[0][setting].Setting == "" || of[1][setting].Setting == ""
	})
	for n := range facts {
		facts[n] = append(facts[n], meanFact(of[n], both, len(both) == len(all)))
		for _, setting := range all {
			facts[n] = append(facts[n], settingFacts(setting, of[n][setting], firsts[n])...)
		}
	}
	m.Facts = sideBySide(facts)
	return nil
}

// meanFact is the mean gain over the settings that two evaluations have in common: over others it would compare these.
func meanFact(rows map[string]studio.Row, both []string, all bool) web.Choice {
	var common []studio.Row
	for _, setting := range both {
		common = append(common, rows[setting])
	}
	fact := web.Choice{Label: web.Words.ListMeanGain}
	if !all {
		fact.Label = web.Words.EvaluationMeanOfBoth
	}
	if gain := meanOf(common, studio.Row.Gain); finite(gain) {
		fact.Value = web.Signed(gain, ".2f")
	}
	return fact
}

// settingFacts are all that a setting's row measured, first under one condition and then under others, "" what it did not.
func settingFacts(setting string, row studio.Row, first string) []web.Choice {
	text := settingText(setting)
	after := func(m quality.Measures, there bool) string {
		if !there {
			return ""
		}
		return changed(row.Input, m, psnrOf, web.PSNR, ".2f")
	}
	var held quality.Measures
	if row.Held != nil {
		held = *row.Held
	}
	facts := []web.Choice{
		{Label: text, Value: after(row.Restored, row.Setting != "")},
		{Label: web.EvaluationPart(text, web.Words.EvaluationHeldTo), Value: after(held, row.Held != nil)},
	}
	for _, condition := range []string{studio.ByPosterior, studio.ByTruth, studio.ByNone, studio.ByWrong} {
		measured, there := row.Conditions[condition]
		facts = append(facts, web.Choice{Label: web.EvaluationPart(text, web.ConditionGain(condition)), Value: after(measured, there && condition != first)})
	}
	consistency := web.Choice{Label: web.EvaluationPart(text, web.Words.Consistency)}
	if row.Consistency != nil {
		consistency.Value = web.Share(*row.Consistency)
	}
	return append(facts, consistency)
}
