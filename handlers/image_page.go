package handlers

import (
	"cmp"
	"errors"
	"net/http"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
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

// imageAgain leads from the address of a form of the page back to it.
func (s *site) imageAgain(w http.ResponseWriter, r *http.Request) error {
	i, err := s.Studio.Store.Image(r.Context(), id(r), owner(r))
	if err == nil {
		http.Redirect(w, r, "/images/"+i.ID, http.StatusSeeOther)
	}
	return err
}

// showStudio is that page, also for what a form of it sent and was refused: amend puts that in, where
// it is not nil.
func (s *site) showStudio(w http.ResponseWriter, r *http.Request, status int, amend func(*web.Studio) error) error {
	i, all, err := s.picture(r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	wanted := query.Get("restoration")
	gone := wanted != "" && ofID(all, wanted) == nil
	if gone {
		wanted = ""
	}
	shown := choose(all, wanted)
	var beside *store.Restoration
	if query.Get("with") != "" {
		beside = choose(all, query.Get("with"))
	}
	original := originalModel(i, shown, query.Get("with"))
	stood := shown // the restoration that the controls stand for
	m := web.Studio{
		Page: s.page(i.Name, web.RoomStudio), ID: i.ID, Name: i.Name,
		Facts: pixelFacts(i) + " · " + web.Size(cmp.Or(i.CodedBytes, i.Bytes)), Lacks: notesOf(i), Truth: truth(i),
		File: fileModel(i), Viewer: viewerModel(i, shown, beside, original), Restorations: rows(all, shown, beside), Original: original,
	}
	m.Script = "studio.js"
	place, err := s.Studio.Store.PlaceInBatch(r.Context(), i.ID)
	if err != nil {
		return err
	}
	if place.Batch != "" {
		m.Batch = &web.BatchPlace{Batch: place.Batch, Place: web.InBatch(place.N, place.Of), Before: place.Before, After: place.After}
	}
	if reference, err := s.Studio.Store.Image(r.Context(), i.ReferenceID, i.Owner); err == nil && i.Setting == "" { // our codecs keep numbers
		if apart := codec.Apart(studio.Header(reference), studio.Header(i)); apart != "" {
			m.File.Notes = append(m.File.Notes, apart)
		}
	}
	if gone {
		m.Trouble = web.Words.RestorationGone
	}
	if job := cmp.Or(query.Get("job"), openJob(all)); job != "" {
		followed, err := s.Studio.Job(r.Context(), job, owner(r))
		switch {
		case errors.Is(err, store.ErrNotFound), err == nil && ofID(all, job) == nil: // or it is another picture's
			m.Trouble = web.Words.RestorationGone
		case err != nil:
			return err
		case followed.State == store.Done:
			http.Redirect(w, r, "/images/"+i.ID+"?restoration="+job, http.StatusSeeOther)
			return nil
		default:
			m.Job = jobModel(followed)
			m.Job.Model = ofID(all, job).Model
			if query.Get("job") != "" || wanted == "" {
				stood = cmp.Or(ofID(all, job), shown)
			}
		}
	}
	if shown != nil {
		m.Result = resultModel(*shown, i)
		m.Result.Command = commandText(*shown, i)
		if i.ReferenceID == "" {
			m.Result.AddOriginal = "/images/" + i.ID + "/reference?restoration=" + shown.ID
			m.Result.Accept = s.accepted()
		}
	}
	m.Share = s.shareModel(r, i, shown)
	if err := s.believe(r, &m, i, stood); err != nil {
		return err
	}
	m.Condition.Again = shown != nil
	if shown != nil && m.Belief != nil && shown.Model != m.Condition.Model {
		m.ByAnother = web.RestoredByAnother(shown.Model, m.Condition.Model)
	}
	if amend != nil {
		if err := amend(&m); err != nil {
			return err
		}
	}
	s.render(w, r, status, web.StudioPage(m))
	return nil
}

// picture finds the visitor's picture of the address, with its restorations.
func (s *site) picture(r *http.Request) (store.Image, []store.Restoration, error) {
	i, err := s.Studio.Store.Image(r.Context(), id(r), owner(r))
	if err != nil {
		return i, nil, err
	}
	all, err := s.Studio.Store.Restorations(r.Context(), i.ID)
	return i, all, err
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

// ofID finds a restoration by its id, nil for none.
func ofID(all []store.Restoration, id string) *store.Restoration {
	for n := range all {
		if all[n].ID == id {
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
