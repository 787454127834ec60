package handlers

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// evaluationModel is an evaluation for the page.
func (s *site) evaluationModel(e store.Experiment) web.Evaluation {
	g, rows := studio.EvaluationOf(e)
	done := 0
	if len(rows) > 0 {
		done = rows[0].Images
	}
	m := web.Evaluation{
		Page: s.page(web.Words.EvaluationTitle, web.RoomLab), ID: e.ID, Title: web.EvaluationName(g.Model, len(g.Pictures)),
		Facts: strings.Join([]string{g.Model + web.InViews(g.Views), fmt.Sprintf("%.12s", g.ModelHash), when(e.Created)}, " · "),
		Done:  fmt.Sprint(done), Total: fmt.Sprint(len(g.Pictures)), Note: e.Note,
		Open: e.State == store.Queued || e.State == store.Running, Text: experimentText(e, web.EvaluationProgress(done, len(g.Pictures)), web.EvaluationStopped(done, len(g.Pictures))),
	}
	for n, name := range pictureNames(g) {
		one := web.PictureLink{Name: name}
		if p := g.Pictures[n]; p.Image != "" && p.Name != "" {
			one.Address = "/images/" + p.Image
		}
		m.Pictures = append(m.Pictures, one)
	}
	m.Columns = []string{web.Words.Input, web.Words.Restored, web.Words.GainOver + " · " + web.ConditionGain(first(g))}
	for _, condition := range g.Conditions[min(len(g.Conditions), 1):] {
		m.Columns = append(m.Columns, web.ConditionGain(condition))
	}
	m.Columns = append(m.Columns, web.Words.CardCodecRight, web.Words.CardLevelRight)
	if g.Consistency {
		m.Columns = append(m.Columns, web.Words.Consistency)
	}
	if len(g.Conditions) == 1 { // else they are of all conditions together
		m.Columns = append(m.Columns, web.Words.CardSecondsHead)
	}
	for _, row := range rows {
		m.Rows = append(m.Rows, web.EvaluationRow{Setting: s.settingText(row.Setting), Cells: evaluationCells(g, row), Said: s.saidText(row)})
	}
	if gain := meanGain(rows); len(rows) > 1 && finite(gain) {
		m.Mean = web.Signed(gain, ".2f")
	}
	return m
}

// evaluationCells are a row's figures, a cell a column.
func evaluationCells(g studio.EvaluationGrid, row studio.Row) []web.ListCell {
	both := func(q quality.Measures) web.ListCell {
		return web.ListCell{Text: web.PSNR(q.PSNR) + " / " + web.Share(q.SSIM)}
	}
	cells := []web.ListCell{both(row.Input), both(row.Restored), gained(row, row.Restored)}
	for _, condition := range g.Conditions[min(len(g.Conditions), 1):] {
		cells = append(cells, gained(row, row.Conditions[condition]))
	}
	cells = append(cells, shareCell(row.CodecAccuracy, web.Percent), shareCell(row.LevelAccuracy, web.Percent))
	if g.Consistency {
		cells = append(cells, shareCell(row.Consistency, web.Share))
	}
	if len(g.Conditions) == 1 {
		cells = append(cells, web.ListCell{Text: fmt.Sprintf("%.1f", row.SecondsPerMegapixel)})
	}
	return cells
}

// first is the condition that an evaluation's restored figures are of.
func first(g studio.EvaluationGrid) string {
	if len(g.Conditions) == 0 {
		return studio.ByPosterior
	}
	return g.Conditions[0]
}

// gained is what a row gains over its input; nothing where one of the two is without error.
func gained(row studio.Row, restored quality.Measures) web.ListCell {
	if gain := restored.PSNR - row.Input.PSNR; finite(gain) {
		return gainCell(gain, ".2f")
	}
	return web.ListCell{Text: "–"}
}

func shareCell(v *float64, text func(float64) string) web.ListCell {
	if v == nil {
		return web.ListCell{Text: "–"}
	}
	return web.ListCell{Text: text(*v)}
}

// saidText is what the pictures of a setting were taken for, most often first.
func (s *site) saidText(row studio.Row) string {
	names := slices.SortedFunc(maps.Keys(row.Said), func(a, b string) int {
		if d := row.Said[b] - row.Said[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for n, name := range names {
		names[n] = fmt.Sprintf("%s: %d", s.settingText(name), row.Said[name])
	}
	return strings.Join(names, " · ")
}

// meanGain is the gain in PSNR over all settings.
func meanGain(rows []studio.Row) float64 {
	sum := 0.0
	for _, row := range rows {
		sum += row.Restored.PSNR - row.Input.PSNR
	}
	return sum / float64(len(rows))
}

// evaluationListRow is an evaluation as the list shows it.
func (s *site) evaluationListRow(l store.ListedExperiment) web.ListRow {
	g, rows := studio.EvaluationOf(l.Experiment)
	done := 0
	if len(rows) > 0 {
		done = rows[0].Images
	}
	row := web.ListRow{
		ID: l.ID, Name: web.PictureNames(pictureNames(g)), State: stateText(l.State), Note: l.Note,
		Address: "/lab/evaluations/" + l.ID, NoteSaves: "/experiments/" + l.ID + "/note",
		Cells: []web.ListCell{{Text: g.Model + web.InViews(g.Views)}, {Text: settingsText(g.Settings)}, {Text: web.EvaluationProgress(done, len(g.Pictures))}, {}, {Text: when(l.Created)}},
	}
	if gain := meanGain(rows); finite(gain) {
		row.Cells[3] = gainCell(gain, ".2f")
	}
	return row
}

// settingsText is what was asked for, cut to what a list has room for.
func settingsText(settings []string) string {
	const most = 6
	if len(settings) > most {
		return strings.Join(settings[:most], " ") + " …"
	}
	return strings.Join(settings, " ")
}

// compareEvaluations fills in two evaluations, setting by setting.
func (s *site) compareEvaluations(r *http.Request, m *web.Compared, ids []string) error {
	var facts [2][]web.Choice
	var of [2]map[string]studio.Row
	var all []string
	for n, id := range ids {
		e, err := s.Studio.Store.Experiment(r.Context(), id, owner(r))
		if err == nil && e.Kind != store.KindEvaluation {
			err = store.ErrNotFound
		}
		if err != nil {
			return err
		}
		g, rows := studio.EvaluationOf(e)
		row := s.evaluationListRow(store.ListedExperiment{Experiment: e})
		m.Pair = append(m.Pair, web.ComparedOne{Name: row.Cells[0].Text, Under: row.Name, Address: row.Address})
		facts[n] = []web.Choice{
			{Label: web.Words.Model, Value: g.Model}, {Label: web.Words.CardHash, Value: fmt.Sprintf("%.12s", g.ModelHash)}, {Label: web.Words.Views, Value: web.ViewsLabel(g.Views)}, {Label: web.Words.Condition, Value: web.ConditionGain(first(g))},
			{Label: web.Words.ListPictures, Value: strings.Join(pictureNames(g), ", ")}, {Label: web.Words.ListState, Value: row.State}, {Label: web.Words.ListMeanGain, Value: row.Cells[3].Text},
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
				value = web.Changed(web.PSNR(row.Input.PSNR), web.PSNR(row.Restored.PSNR), web.Signed(row.Restored.PSNR-row.Input.PSNR, ".2f"))
			}
			facts[n] = append(facts[n], web.Choice{Label: s.settingText(setting), Value: value})
		}
	}
	m.Facts = sideBySide(facts)
	return nil
}

func pictureNames(g studio.EvaluationGrid) []string {
	names := make([]string, len(g.Pictures))
	for n, p := range g.Pictures {
		names[n] = cmp.Or(p.Name, web.Words.EvaluationDeleted)
	}
	return names
}
