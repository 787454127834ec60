package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// batchCards are earlier batches for the door.
func batchCards(all []store.Batch) []web.BatchCard {
	cards := make([]web.BatchCard, len(all))
	for n, b := range all {
		cards[n] = web.BatchCard{ID: b.ID, Title: web.Files(b.Files), When: when(b.Created), State: batchText(b)}
	}
	return cards
}

func batchText(b store.Batch) string {
	return web.BatchState(b.Files, b.Done, b.Failed, b.Open, b.Stopped)
}

// levelChoices are all codecs and levels that a model has a name for, each once.
func levelChoices(models []*inference.Model) []web.CodecChoices {
	var all []web.CodecChoices
	at, seen := map[string]int{}, map[string]bool{}
	for _, m := range models {
		for _, c := range m.Codecs {
			if !c.Trained {
				continue
			}
			if _, ok := at[c.Name]; !ok {
				at[c.Name] = len(all)
				all = append(all, web.CodecChoices{Label: c.Label})
			}
			for _, l := range c.Levels {
				if value := c.Name + ":" + l.Level; !seen[value] {
					seen[value] = true
					group := &all[at[c.Name]]
					group.Levels = append(group.Levels, web.Choice{Value: value, Label: c.Label + " " + c.Unit + " " + l.Level})
				}
			}
		}
	}
	return all
}

// batchModel is a batch for the page, with the rows of some files, or of all where none are named.
func (s *site) batchModel(ctx context.Context, b store.Batch, files []store.BatchFile, rows []string) web.Batch {
	m := web.Batch{
		Page: s.page(web.Files(b.Files), web.RoomBatch), ID: b.ID, Title: web.Files(b.Files),
		Facts: strings.Join([]string{b.Model, requestText(studio.BatchRequest(b)), when(b.Created)}, " · "),
		Text:  batchText(b) + web.AboutLeft(batchLeft(b, files)), Done: fmt.Sprint(b.Done + b.Failed), Size: fmt.Sprint(b.Done + b.Failed + b.Open), Open: b.Open > 0,
		Save: b.Done > 0, Quality: fmt.Sprint(codec.SavedQuality), Accept: s.accepted(), Free: fmt.Sprint(store.BatchFiles - b.Files), FormLimit: web.FormLimit(batchForm),
	}
	if !b.Expires.IsZero() {
		m.Kept = web.Until(zoned(b.Expires))
	}
	m.Script = "batch.js"
	for _, f := range files {
		state := fileState(b, f)
		m.Again = m.Again || f.Image != nil && b.Open == 0 && (state == store.Failed || state == store.Cancelled)
		m.Place = m.Place || f.Image != nil && studio.Header(*f.Image).Place
		if len(rows) == 0 || slices.Contains(rows, fmt.Sprint(f.ID)) {
			m.Files = append(m.Files, s.batchRow(ctx, b, f))
		}
	}
	return m
}

// batchLeft is how many seconds the rest of a batch will take if its files take as long as those that were restored;
// 0 where too few were.
func batchLeft(b store.Batch, files []store.BatchFile) float64 {
	var took float64
	var done int
	for _, f := range files {
		if r := f.Restoration; r != nil && r.State == store.Done {
			took += r.Finished.Sub(r.Started).Seconds()
			done++
		}
	}
	if done < 2 {
		return 0
	}
	return took / float64(done) * float64(b.Open)
}

func (s *site) batchRow(ctx context.Context, b store.Batch, f store.BatchFile) web.BatchFile {
	state := fileState(b, f)
	row := web.BatchFile{ID: fmt.Sprint(f.ID), Name: f.Name, Open: state == store.Queued || state == store.Running, Bad: state == store.Failed, State: stateText(state)}
	if f.Error != "" {
		row.State = web.Sentence(f.Error)
	}
	if f.Image == nil {
		return row
	}
	row.Image = f.Image.ID
	row.Facts = sides(*f.Image) + ", " + web.FormatName(f.Image.Format)
	row.Notes = notesOf(*f.Image)
	if f.Restoration == nil {
		return row
	}
	belief, differs := s.beliefOf(ctx, *f.Restoration, *f.Image)
	if row.Belief = belief; differs != "" {
		row.Notes = append(row.Notes, differs)
	}
	switch news := s.Studio.News(*f.Restoration); state {
	case store.Running:
		row.State = web.Progress(news.Phase, news.Done, news.Total, 0)
		row.Done, row.Size = fmt.Sprint(news.Done), fmt.Sprint(max(1, news.Total))
	case store.Failed:
		row.State = web.Sentence(f.Restoration.Error)
	case store.Done:
		row.Restoration, row.Format = f.Restoration.ID, savedFormat(*f.Image)
		_, cost := figures(*f.Restoration)
		row.State = web.RestoredIn(cost.Seconds)
		if f.Restoration.Consistency != nil {
			row.Consistency = web.Share(*f.Restoration.Consistency)
		}
	}
	return row
}

// requestText is how a batch's pictures are restored, in few words.
func requestText(r studio.Request) string {
	asked := r.Condition
	text := modeText(studio.ConditionTaken{Mode: asked.Mode}, asked)
	if asked.Level != "" {
		text += ": " + conditionText(studio.ConditionTaken{}, asked)
	}
	return text + web.InViews(r.Views) + web.HeldOrNot(asked.Unheld)
}
