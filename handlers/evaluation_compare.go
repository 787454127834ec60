package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// compareEvaluations fills in two evaluations, setting by setting.
func (s *site) compareEvaluations(r *http.Request, m *web.Compared, ids []string) error {
	var facts [2][]web.Choice
	var of [2]map[string]studio.Row
	var all []string
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
			{Label: web.Words.ListPictures, Value: strings.Join(pictureNames(g), ", ")}, {Label: web.Words.ListState, Value: row.State}, {Label: web.Words.ListMeanGain, Value: row.Cells[web.ColumnGain].Text},
		}
		of[n] = map[string]studio.Row{}
		for _, row := range rows {
			of[n][row.Setting] = row
			if !slices.Contains(all, row.Setting) {
				all = append(all, row.Setting)
			}
		}
	}
	for n := range facts {
		for _, setting := range all {
			value := ""
			if row, ok := of[n][setting]; ok {
				value = changed(row.Input, row.Restored, psnrOf, web.PSNR, ".2f")
			}
			facts[n] = append(facts[n], web.Choice{Label: settingText(setting), Value: value})
		}
	}
	m.Facts = sideBySide(facts)
	return nil
}
