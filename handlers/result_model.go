package handlers

import (
	"encoding/json"
	"fmt"

	"uncodec/codec"
	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// resultModel is a finished restoration of a picture for the page.
func resultModel(r store.Restoration, i store.Image) *web.Result {
	of := studio.Header(i)
	taken, asked := studio.ConditionOf(r)
	measured, cost := figures(r)
	out := &web.Result{
		ID: r.ID, Carried: web.Carried(of.EXIF, of.XMP, of.Profile), Place: of.Place,
		Quality: fmt.Sprint(codec.SavedQuality), Format: savedFormat(i),
		Summary: web.RestoredSo(restorationText(r)+web.HeldToFile(r.Held), modeText(taken, asked), r.Model, cost.Seconds, cost.Megapixels),
	}
	switch {
	case r.Consistency != nil:
		out.Consistency = web.Share(*r.Consistency)
	case min(i.Width, i.Height) < quality.Window:
		out.Inconsistent = web.Words.ConsistencySmall
	default:
		out.Inconsistent = web.Words.ConsistencyMissing
	}
	if measured.Input == nil || measured.Restored == nil {
		out.Unmeasured = web.Words.NoReference
		if i.ReferenceID != "" {
			out.Unmeasured = web.Words.BeforeReference
		}
		return out
	}
	in, done := measured.Input, measured.Restored
	out.Measures = []web.Measure{
		{Name: "PSNR", Input: web.Decibels(in.PSNR), Restored: web.Decibels(done.PSNR), Gain: web.Signed(done.PSNR-in.PSNR, ".2f dB"), Better: done.PSNR > in.PSNR},
		{Name: "SSIM", Input: web.Share(in.SSIM), Restored: web.Share(done.SSIM), Gain: web.Signed(done.SSIM-in.SSIM, ".4f"), Better: done.SSIM > in.SSIM},
		{Name: "PSNR-B", Input: web.Decibels(in.PSNRB), Restored: web.Decibels(done.PSNRB), Gain: web.Signed(done.PSNRB-in.PSNRB, ".2f dB"), Better: done.PSNRB > in.PSNRB},
	}
	return out
}

// savedFormat is what a picture's restorations are saved in unless another is chosen: its own where that can be, PNG where
// that kept all.
func savedFormat(i store.Image) string {
	switch i.Format {
	case "png", "webp", "jpeg":
		return i.Format
	case "bmp", "gif":
		return "png"
	}
	if studio.Header(i).Alpha {
		return "webp"
	}
	return "jpeg"
}

// rows lists a picture's restorations: one may be shown, another stand beside it.
func rows(all []store.Restoration, shown, beside *store.Restoration) []web.Row {
	list := make([]web.Row, len(all))
	for n, r := range all {
		taken, asked := studio.ConditionOf(r)
		measured, cost := figures(r)
		row := web.Row{
			ID: r.ID, Forgets: "/restorations/" + r.ID + "/delete", Condition: restorationText(r), Mode: modeText(taken, asked), Model: r.Model, Note: r.Note,
			When: when(r.Created), State: stateText(r.State), Done: r.State == store.Done, Shown: shown != nil && shown.ID == r.ID, Beside: beside != nil && beside.ID == r.ID,
		}
		if shown != nil && !row.Shown {
			row.Forgets += "?restoration=" + shown.ID
		}
		if shown != nil && row.Done && !row.Shown {
			row.With = shown.ID
			row.Compare = "/images/" + r.ImageID + "?restoration=" + shown.ID + "&with=" + r.ID
		}
		if row.Done {
			row.Took = fmt.Sprintf(" · %.1f s", cost.Seconds)
		}
		switch {
		case measured.Restored != nil:
			row.Measures = web.Decibels(measured.Restored.PSNR) + " · " + web.Share(measured.Restored.SSIM)
		case r.Consistency != nil:
			row.Measures = web.Words.Consistency + " " + web.Share(*r.Consistency)
		}
		list[n] = row
	}
	return list
}

// jobModel is a job that is not done for the page.
func jobModel(e studio.Event) *web.Job {
	j := &web.Job{ID: e.ID, State: string(e.State), Open: !e.Ended()}
	switch e.State {
	case store.Queued:
		j.Text = web.Place(e.Position)
	case store.Running:
		j.Text = web.Progress(e.Phase, e.Done, e.Total, e.SecondsLeft)
		if e.Total > 0 {
			j.Done, j.Size = fmt.Sprint(e.Done), fmt.Sprint(e.Total)
		}
	case store.Failed:
		j.Text = web.Words.Failed + ": " + e.Error
	case store.Cancelled:
		j.Text = web.Words.Cancelled
	case store.Done:
		j.Text = web.StateName(string(e.State))
	}
	return j
}

// stateText names a state but that of what is done, which shows.
func stateText(state store.State) string {
	if state == store.Done {
		return ""
	}
	return web.StateName(string(state))
}

// notesOf is what decoding had to change of a picture, and what is lost.
func notesOf(i store.Image) (notes []string) {
	_ = json.Unmarshal(i.Notes, &notes) // written by TakeIn
	return notes
}

func fileModel(i store.Image) web.File {
	f := web.File{
		Name: i.Name, Size: web.Size(i.Bytes), Hash: i.Hash, Kept: web.Words.Kept,
		Pixels: sides(i),
	}
	if !i.Expires.IsZero() {
		f.Kept = web.Until(zoned(i.Expires))
	}
	f.Notes = notesOf(i)
	of := studio.Header(i)
	if carried := web.Carried(of.EXIF, of.XMP, ""); carried != "" {
		f.Carries = web.MetadataNote(carried, of.Place)
	}
	if of.Profile != "" {
		f.Notes = append(f.Notes, web.ProfileNote(of.Profile))
	}
	return f
}
