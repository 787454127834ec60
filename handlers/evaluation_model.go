package handlers

import (
	"cmp"
	"fmt"
	"strings"

	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// evaluationModel is an evaluation for the page.
func (s *site) evaluationModel(e store.Experiment) web.Evaluation {
	g, rows := studio.EvaluationOf(e)
	missing := missingPictures(g)
	m := web.Evaluation{
		Page: s.page(web.Words.EvaluationTitle, web.RoomLab), Title: web.EvaluationName(g.Model, len(g.Pictures)-len(missing)), Note: e.Note,
		Facts:         strings.Join([]string{g.Model + web.InViews(g.Views), fmt.Sprintf("%.12s", g.ModelHash), when(e.Created)}, " · "),
		ExperimentJob: experimentJob(e.Kind, s.Studio.ExperimentNews(e)),
	}
	if len(missing) > 0 && len(missing) < len(g.Pictures) { // of one without any the error tells
		m.Missing = web.EvaluationMissing(missing, len(g.Pictures))
	}
	if come := settingsToCome(g, rows); m.Open && len(come) > 0 {
		m.ToCome = web.EvaluationToCome(come)
	}
	for n, name := range pictureNames(g) {
		one := web.PictureLink{Name: name}
		if p := g.Pictures[n]; p.Image != "" && p.Name != "" {
			one.Address = "/images/" + p.Image
		}
		m.Pictures = append(m.Pictures, one)
	}
	m.Columns = []string{web.Words.Input, web.Words.Restored, web.Words.GainOver + " · " + web.ConditionGain(first(g))}
	for _, condition := range beside(g) {
		m.Columns = append(m.Columns, web.ConditionGain(condition))
	}
	held := holds(rows)
	if held {
		m.Columns = append(m.Columns, web.Words.EvaluationHeld)
	}
	m.Columns = append(m.Columns, web.Words.CardCodecRight, web.Words.CardLevelRight)
	if g.Consistency {
		m.Columns = append(m.Columns, web.Words.Consistency)
	}
	if len(g.Conditions) == 1 { // else they are of all conditions together
		m.Columns = append(m.Columns, web.Words.CardSecondsHead)
	}
	for _, row := range rows {
		m.Rows = append(m.Rows, web.EvaluationRow{Setting: settingText(row.Setting), Cells: evaluationCells(g, row, held), Said: saidText(row)})
		if row.SomeExact() {
			m.Exact = append(m.Exact, web.EvaluationExact(settingText(row.Setting), row.Exact, row.Images))
		}
	}
	if gain := meanOf(rows, studio.Row.Gain); len(rows) > 1 && finite(gain) {
		m.Mean = web.Signed(gain, ".2f")
	}
	return m
}

// evaluationCells are a row's figures, a cell a column.
func evaluationCells(g studio.EvaluationGrid, row studio.Row, held bool) []web.ListCell {
	both := func(q quality.Measures) web.ListCell { return web.ListCell{Text: measuresText(q.PSNR, q.SSIM)} }
	share := func(v *float64, text func(float64) string) web.ListCell { return web.ListCell{Text: orDash(v, text)} }
	cells := []web.ListCell{both(row.Input), both(row.Restored), gainCell(row.Gain(), ".2f")}
	for _, condition := range beside(g) {
		cells = append(cells, gainCell(row.GainUnder(condition), ".2f"))
	}
	if held {
		cells = append(cells, gainCell(row.HeldGain(), ".2f"))
	}
	cells = append(cells, share(row.CodecAccuracy, web.Percent), share(row.LevelAccuracy, web.Percent))
	if g.Consistency {
		cells = append(cells, share(row.Consistency, web.Share))
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

// beside are the conditions that were measured beside the first.
func beside(g studio.EvaluationGrid) []string { return g.Conditions[min(len(g.Conditions), 1):] }

// measuredPictures is how many pictures an evaluation is done with, at every setting.
func measuredPictures(g studio.EvaluationGrid, rows []studio.Row) int {
	if len(rows) < len(g.Settings) || len(rows) == 0 {
		return 0
	}
	return rows[len(rows)-1].Images
}

// settingsToCome are those that have no row yet, as people read them: rows come in the settings' order.
func settingsToCome(g studio.EvaluationGrid, rows []studio.Row) (come []string) {
	for _, setting := range g.Settings[min(len(rows), len(g.Settings)):] {
		come = append(come, settingText(setting))
	}
	return come
}

// missingPictures are the numbers, from 1, of those that were gone when their turn came.
func missingPictures(g studio.EvaluationGrid) (numbers []int) {
	for n, p := range g.Pictures {
		if p.Missing {
			numbers = append(numbers, n+1)
		}
	}
	return numbers
}

// evaluationListRow is an evaluation as the list shows it.
func evaluationListRow(l store.ListedExperiment) web.ListRow {
	g, rows := studio.EvaluationOf(l.Experiment)
	done := measuredPictures(g, rows)
	row := web.ListRow{
		ID: l.ID, Name: web.PictureNames(pictureNames(g)), State: stateText(l.State), Note: l.Note,
		Address: "/lab/evaluations/" + l.ID, NoteSaves: "/experiments/" + l.ID + "/note",
		Cells: map[web.Column]web.ListCell{
			web.ColumnModel: {Text: g.Model + web.InViews(g.Views)}, web.ColumnSettings: {Text: settingsText(g.Settings)}, web.ColumnProgress: {Text: web.PicturesOf(done, len(g.Pictures))}, web.ColumnWhen: {Text: when(l.Created)},
		},
	}
	if gain := meanOf(rows, studio.Row.Gain); finite(gain) {
		row.Cells[web.ColumnGain] = gainCell(gain, ".2f")
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

// pictureNames are what an evaluation goes over, for people.
func pictureNames(g studio.EvaluationGrid) []string {
	names := make([]string, len(g.Pictures))
	for n, p := range g.Pictures {
		names[n] = cmp.Or(p.Name, web.Words.EvaluationDeleted)
		if p.Missing {
			names[n] += " (" + web.Words.EvaluationMissed + ")"
		}
	}
	return names
}
