package handlers

import (
	"context"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"uncodec/web"
)

// noteLength bounds a note, in characters.
const noteLength = 500

// restorationNote keeps a remark on a restoration, from the form.
func (s *site) restorationNote(w http.ResponseWriter, r *http.Request) error {
	return s.noteFromForm(w, r, s.Studio.Store.NoteRestoration)
}

// experimentNote keeps one on a sweep or an evaluation.
func (s *site) experimentNote(w http.ResponseWriter, r *http.Request) error {
	return s.noteFromForm(w, r, s.Studio.Store.NoteExperiment)
}

func (s *site) noteFromForm(w http.ResponseWriter, r *http.Request, keep func(ctx context.Context, id, owner, note string) error) error {
	if err := readForm(w, r); err != nil {
		return err
	}
	note, err := checkNote(r.PostForm.Get("note"))
	if err != nil {
		return err
	}
	if err := keep(r.Context(), id(r), owner(r), note); err != nil {
		return err
	}
	back := readBack(r.PostForm.Get("back"))
	http.Redirect(w, r, back.ofPage()+"#row-"+id(r), http.StatusSeeOther)
	return nil
}

// checkNote makes one line of a note, without what would steer a terminal or turn the words beside it
// round, and refuses what is too long.
func checkNote(text string) (string, error) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > noteLength {
		return "", badRequest(web.LongNote(noteLength))
	}
	return text, nil
}

// noteRequest changes what its owner says of a restoration or an experiment.
type noteRequest struct {
	Note *string `json:"note"`
}

func readNote(w http.ResponseWriter, r *http.Request) (string, error) {
	var request noteRequest
	if err := readJSON(w, r, &request); err != nil {
		return "", err
	}
	if request.Note == nil {
		return "", badRequest(web.Words.NoteMissing)
	}
	return checkNote(*request.Note)
}

// apiRestorationNote keeps a remark on a restoration, for a program.
func (s *site) apiRestorationNote(w http.ResponseWriter, r *http.Request) error {
	one, err := s.Studio.Store.Restoration(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	if one.Note, err = readNote(w, r); err != nil {
		return err
	}
	if err := s.Studio.Store.NoteRestoration(r.Context(), one.ID, owner(r), one.Note); err != nil {
		return err
	}
	return s.writeRestoration(w, r, one)
}

// apiExperimentNote keeps one on a sweep or an evaluation.
func (s *site) apiExperimentNote(w http.ResponseWriter, r *http.Request) error {
	one, err := s.Studio.Store.Experiment(r.Context(), id(r), owner(r))
	if err != nil {
		return err
	}
	if one.Note, err = readNote(w, r); err != nil {
		return err
	}
	if err := s.Studio.Store.NoteExperiment(r.Context(), one.ID, owner(r), one.Note); err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, s.experimentFacts(one))
}
