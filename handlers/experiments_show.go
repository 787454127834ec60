package handlers

import (
	"net/http"
	"slices"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// experimentsShow is the room of everything stored.
func (s *site) experimentsShow(w http.ResponseWriter, r *http.Request) error {
	l, err := readListing(r.URL.Query())
	if err != nil {
		return err
	}
	return s.showList(w, r, l, http.StatusOK, "", nil)
}

// showList shows a page of a list; trouble says why what was asked for with rows ticked
// could not be done.
func (s *site) showList(w http.ResponseWriter, r *http.Request, l listing, status int, trouble string, ticked []string) error {
	kept, ctx, who := s.Studio.Store, r.Context(), owner(r)
	var tabs []web.ListLink
	all := 0
	for _, kind := range listKinds {
		count, err := s.countOf(r, l, kind)
		if err != nil {
			return err
		}
		if kind == l.kind {
			all = count
		}
		tabs = append(tabs, web.ListLink{Label: web.ListKind(kind), Count: web.Count(count), Address: l.other(kind), Shown: kind == l.kind})
	}
	models, codecs, err := kept.Told(ctx, who, l.filter.Kind)
	if err != nil {
		return err
	}
	l.clamp(all)
	m := web.Experiments{
		Page: s.page(web.Words.Experiments, web.RoomExperiments), Kind: l.fields.Get("kind"), Trouble: trouble, Back: l.here(), Tabs: tabs,
		Filter: s.filterModel(l, models, codecs), Columns: columnsModel(l), Summary: web.ListSummary(l.page.Offset+1, min(l.page.Offset+pageRows, all), all),
	}
	m.Script = "experiments.js"
	if err := s.listRows(r, l, &m); err != nil {
		return err
	}
	for n := range m.Rows {
		m.Rows[n].Ticked = slices.Contains(ticked, m.Rows[n].ID)
	}
	files := []web.Choice{{Value: "csv", Label: web.Words.SweepCSV}, {Value: "json", Label: web.Words.SweepJSON}}
	if l.kind == listRestorations {
		files = append(files, web.Choice{Value: "zip", Label: web.Words.ListZIP})
	}
	for _, file := range files {
		m.Files = append(m.Files, web.ListLink{Label: file.Label, Address: l.address("/experiments/file", "format", file.Value)})
	}
	m.Pages = l.beside(all)
	if len(m.Rows) == 0 {
		if m.Nothing = web.Words.ListEmpty; l.filtered() {
			m.Nothing = web.Words.ListNoMatch
		}
	}
	s.render(w, r, status, web.ExperimentsPage(m))
	return nil
}

// countOf tells how many rows of a kind the list's filters let pass.
func (s *site) countOf(r *http.Request, l listing, kind string) (int, error) {
	if kind == listRestorations {
		return s.Studio.Store.CountRestorations(r.Context(), owner(r), l.filterOf(kind))
	}
	return s.Studio.Store.CountExperiments(r.Context(), owner(r), l.filterOf(kind))
}

func (s *site) listRows(r *http.Request, l listing, m *web.Experiments) error {
	if l.kind != listRestorations {
		rows, _, err := s.Studio.Store.ListExperiments(r.Context(), owner(r), l.filter, l.page)
		for _, one := range rows {
			m.Rows = append(m.Rows, experimentListRow(one))
		}
		return err
	}
	rows, _, err := s.Studio.Store.ListRestorations(r.Context(), owner(r), l.filter, l.page)
	for _, one := range rows {
		m.Rows = append(m.Rows, restorationListRow(one))
	}
	return err
}

// restorationListRow is a restoration as the list shows it.
func restorationListRow(l store.Listed) web.ListRow {
	taken, asked := studio.ConditionOf(l.Restoration)
	m, cost := figures(l.Restoration)
	row := web.ListRow{
		ID: l.ID, Image: l.ImageID, Name: l.Name, Truth: settingText(l.Setting), State: stateText(l.State), Note: l.Note,
		Address: "/images/" + l.ImageID + "?restoration=" + l.ID, NoteSaves: "/restorations/" + l.ID + "/note",
		Cells: map[web.Column]web.ListCell{
			web.ColumnCondition: {Text: restorationText(l.Restoration), Tag: modeText(taken, asked)}, web.ColumnModel: {Text: l.Model}, web.ColumnWhen: {Text: when(l.Created)},
		},
	}
	if l.State != store.Done {
		row.Address = "/images/" + l.ImageID + "?job=" + l.ID
		return row
	}
	if m.Input != nil && m.Restored != nil {
		row.Cells[web.ColumnGain] = gainCell(m.Restored.PSNR-m.Input.PSNR, ".2f")
		row.Cells[web.ColumnSSIM] = gainCell(m.Restored.SSIM-m.Input.SSIM, ".4f")
	}
	if l.Consistency != nil {
		row.Cells[web.ColumnConsistency] = web.ListCell{Text: web.Share(*l.Consistency)}
	}
	row.Cells[web.ColumnSeconds] = web.ListCell{Text: web.Seconds(cost.Seconds)}
	return row
}

// experimentListRow is a sweep or an evaluation as the list shows it.
func experimentListRow(l store.ListedExperiment) web.ListRow {
	if l.Kind == store.KindEvaluation {
		return evaluationListRow(l)
	}
	return sweepListRow(l)
}

// sweepListRow is a sweep as the list shows it.
func sweepListRow(l store.ListedExperiment) web.ListRow {
	g, rows := studio.SweepOf(l.Experiment)
	row := web.ListRow{
		ID: l.ID, Image: l.ImageID, Name: l.Name, Truth: settingText(l.Setting), State: stateText(l.State), Note: l.Note,
		Address: "/lab/" + l.ImageID + "?sweep=" + l.ID, NoteSaves: "/experiments/" + l.ID + "/note",
		Cells: map[web.Column]web.ListCell{
			web.ColumnModel: {Text: g.Model}, web.ColumnProgress: {Text: web.SweepProgress(len(rows), len(g.Cells), 0)}, web.ColumnBelieved: {Text: settingText(g.Believed)}, web.ColumnWhen: {Text: when(l.Created)},
		},
	}
	if h := heatOf(g, rows, "psnr"); h.best != "" {
		row.Cells[web.ColumnBest] = web.ListCell{Text: settingText(h.best)}
		if h.measure.gain { // consistency is none
			row.Cells[web.ColumnGain] = gainCell(h.high, ".2f")
		}
	}
	return row
}
