package handlers

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// mostPicks bounds how many rows one form may tick.
const mostPicks = 100

// picks are the rows that a form ticked.
func picks(form url.Values) ([]string, error) {
	all := form["pick"]
	if len(all) > mostPicks {
		return nil, badRequest(web.Words.BadForm)
	}
	return all, nil
}

// experimentsCompare sets two rows side by side by their facts; restorations of one picture
// can go on to stand together in the studio's viewer.
func (s *site) experimentsCompare(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	ticked, err := picks(query)
	if err != nil {
		return err
	}
	back := readBack(query.Get("back"))
	if len(ticked) != 2 {
		return s.showList(w, r, back, http.StatusBadRequest, web.TickTwo(len(ticked)), ticked)
	}
	m := web.Compared{Page: s.page(web.Words.CompareTitle, web.RoomExperiments), Back: back.ofPage()}
	switch back.kind {
	case listSweeps:
		err = s.compareSweeps(r, &m, ticked)
	case listEvaluations:
		err = s.compareEvaluations(r, &m, ticked)
	default:
		err = s.compareRestorations(r, &m, ticked)
	}
	if err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, web.ComparedPage(m))
	return nil
}

// compareRestorations fills in two restorations.
func (s *site) compareRestorations(r *http.Request, m *web.Compared, ids []string) (err error) {
	var pair [2]store.Restoration
	var facts [2][]web.Choice
	for n, id := range ids {
		if pair[n], err = s.Studio.Store.Restoration(r.Context(), id, owner(r)); err != nil {
			return err
		}
		i, err := s.Studio.Store.Image(r.Context(), pair[n].ImageID, owner(r))
		if err != nil {
			return err
		}
		row := restorationListRow(store.Listed{Restoration: pair[n]})
		one := web.ComparedOne{Name: i.Name, Under: row.Cells[web.ColumnCondition].Text, Picture: "/images/" + i.ID + "/picture?max=768", Alt: web.Words.AltBefore, Address: row.Address}
		if pair[n].State != store.Done {
			one.Under += " · " + web.StillAsItCame(stateText(pair[n].State))
		} else {
			one.Picture, one.Alt = "/restorations/"+id+"/picture?max=768", web.RestoredUnder(one.Under)
		}
		m.Pair = append(m.Pair, one)
		facts[n] = append(imageRows(i), restorationRows(pair[n], row)...)
	}
	if pair[0].ImageID == pair[1].ImageID && pair[0].ID != pair[1].ID && pair[0].State == store.Done && pair[1].State == store.Done {
		m.Together = "/images/" + pair[0].ImageID + "?restoration=" + pair[0].ID + "&with=" + pair[1].ID
	}
	m.Facts = sideBySide(facts)
	return nil
}

// compareSweeps fills in two sweeps.
func (s *site) compareSweeps(r *http.Request, m *web.Compared, ids []string) error {
	var facts [2][]web.Choice
	for n, id := range ids {
		e, err := s.Studio.Store.Experiment(r.Context(), id, owner(r))
		if err != nil {
			return err
		}
		i, err := s.Studio.Store.Image(r.Context(), e.ImageID, owner(r))
		if err != nil {
			return err
		}
		row := sweepListRow(store.ListedExperiment{Experiment: e})
		m.Pair = append(m.Pair, web.ComparedOne{Name: i.Name, Under: row.Cells[web.ColumnProgress].Text, Picture: "/images/" + i.ID + "/picture?max=768", Alt: web.Words.AltBefore, Address: row.Address})
		facts[n] = append(imageRows(i), sweepRows(e, row)...)
	}
	m.Facts = sideBySide(facts)
	return nil
}

func imageRows(i store.Image) []web.Choice {
	return []web.Choice{
		{Label: web.Words.FilePixels, Value: sides(i)},
		{Label: web.Words.ListTruth, Value: settingText(i.Setting)},
	}
}

func restorationRows(one store.Restoration, row web.ListRow) []web.Choice {
	m, t := figures(one)
	var psnr, ssim, psnrb string
	if m.Input != nil && m.Restored != nil {
		psnr = changed(*m.Input, *m.Restored, psnrOf, web.PSNR, ".2f")
		ssim = changed(*m.Input, *m.Restored, func(q quality.Measures) float64 { return q.SSIM }, web.Share, ".4f")
		psnrb = changed(*m.Input, *m.Restored, func(q quality.Measures) float64 { return q.PSNRB }, web.PSNR, ".2f")
	}
	size := ""
	if t.Megapixels > 0 {
		size = web.Megapixels(t.Megapixels)
	}
	return []web.Choice{
		{Label: web.Words.Condition, Value: row.Cells[web.ColumnCondition].Text}, {Label: web.Words.Mode, Value: row.Cells[web.ColumnCondition].Tag},
		{Label: web.Words.Model, Value: one.Model}, {Label: web.Words.CardHash, Value: fmt.Sprintf("%.12s", one.ModelHash)},
		{Label: web.Words.ListState, Value: row.State}, {Label: "PSNR", Value: psnr}, {Label: "SSIM", Value: ssim}, {Label: "PSNR-B", Value: psnrb},
		{Label: web.Words.Consistency, Value: row.Cells[web.ColumnConsistency].Text}, {Label: web.Words.ListSeconds, Value: row.Cells[web.ColumnSeconds].Text}, {Label: web.Words.ListSize, Value: size},
		{Label: web.Words.ListWhen, Value: when(one.Created)}, {Label: web.Words.ListNote, Value: one.Note},
	}
}

func sweepRows(e store.Experiment, row web.ListRow) []web.Choice {
	g, rows := studio.SweepOf(e)
	h := heatOf(g, rows, "psnr")
	facts := []web.Choice{
		{Label: web.Words.Model, Value: g.Model}, {Label: web.Words.CardHash, Value: fmt.Sprintf("%.12s", g.ModelHash)}, {Label: web.Words.ListState, Value: row.State},
		{Label: web.Words.ListGrid, Value: row.Cells[web.ColumnProgress].Text}, {Label: web.Words.LabBelieved, Value: row.Cells[web.ColumnBelieved].Text},
		{Label: web.Words.ListBest, Value: strings.TrimSpace(row.Cells[web.ColumnBest].Text + " " + h.text(h.best))},
	}
	for _, name := range []string{studio.ByPosterior, studio.ByNone} {
		facts = append(facts, web.Choice{Label: web.SweepName(name), Value: h.text(name)})
	}
	return append(facts, web.Choice{Label: web.Words.ListWhen, Value: when(e.Created)}, web.Choice{Label: web.Words.ListNote, Value: e.Note})
}

// sideBySide pairs two lists of the same facts and leaves out those that neither has.
func sideBySide(facts [2][]web.Choice) (out []web.ComparedFact) {
	for n, a := range facts[0] {
		if b := facts[1][n]; a.Value != "" || b.Value != "" {
			out = append(out, web.ComparedFact{Label: a.Label, A: cmp.Or(a.Value, "–"), B: cmp.Or(b.Value, "–"), Differs: a.Value != b.Value})
		}
	}
	return out
}
