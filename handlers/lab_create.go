package handlers

import (
	"net/http"
	"slices"
	"strings"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// labSteps are the form's fields of up to three codecs in a row, each as codec:level and a level of one's own.
var labSteps = [][]string{{"setting", "level"}, {"then", "then-level"}, {"last", "last-level"}}

// labFields are what the lab's form brings beside a file: a bundled sample's name in
// its place, or the id of a picture that is here, and the codecs.
var labFields = append([]string{"sample", "image"}, slices.Concat(labSteps...)...)

// labCreate compresses a pristine picture with real codecs, from the form.
func (s *site) labCreate(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	u, err := s.receive(w, r, onePicture)
	defer u.close()
	var i store.Image
	if err == nil {
		i, err = s.damage(r, u)
	}
	if err != nil {
		return s.labAgain(w, r, u, s.orUnavailable(err))
	}
	http.Redirect(w, r, "/lab/"+i.ID, http.StatusSeeOther)
	return nil
}

func (s *site) damage(r *http.Request, u *upload) (store.Image, error) {
	var steps []string
	for n, field := range labSteps {
		step := labSetting(u.fields[field[0]], u.fields[field[1]])
		if step == "" && n == 0 {
			return store.Image{}, badRequest(web.Words.LabNoSetting)
		}
		if step != "" {
			steps = append(steps, step)
		}
	}
	setting := strings.Join(steps, ">")
	sample, image := u.fields["sample"], u.fields["image"]
	if len(u.files) == 0 && sample == "" && image == "" {
		return store.Image{}, badRequest(web.Words.LabNoFile)
	}
	if _, err := studio.Steps(setting); err != nil {
		return store.Image{}, err
	}
	leave, err := s.compressing.Take(r.Context()) // now that all of the picture is here
	if err != nil {
		return store.Image{}, err
	}
	defer leave()
	ctx, stop := s.untilStopping(r.Context())
	defer stop()
	switch {
	case len(u.files) > 0: // which goes before the others
	case sample != "":
		return s.Studio.TakeInSample(ctx, owner(r), sample, setting, s.expires())
	default:
		return s.Studio.Damage(ctx, image, owner(r), setting)
	}
	pristine, err := s.admit(r, func() (store.Image, error) { return s.Studio.TakeIn(r.Context(), s.given(r, u.files[0])) })
	if err != nil {
		return store.Image{}, err
	}
	return s.Studio.DamageNew(ctx, pristine, setting)
}

// labSetting is a chosen codec:level, its level replaced by one's own if that is given.
func labSetting(chosen, level string) string {
	if level = strings.TrimSpace(level); level == "" || chosen == "" {
		return chosen
	}
	name, _, _ := strings.Cut(chosen, ":")
	return name + ":" + level
}

// compressionRequest asks for an owner's picture to be compressed: jpeg:10>vvc:42.
type compressionRequest struct {
	Setting string `json:"setting"`
}

// apiCompressionCreate does the same with a picture that is here, for a program.
func (s *site) apiCompressionCreate(w http.ResponseWriter, r *http.Request) error {
	if s.draining() {
		return unavailable()
	}
	var request compressionRequest
	if err := readJSON(w, r, &request); err != nil {
		return err
	}
	ctx, stop := s.untilStopping(r.Context())
	defer stop()
	i, err := s.Studio.Damage(ctx, id(r), owner(r), request.Setting)
	if err != nil {
		return s.orUnavailable(err)
	}
	w.Header().Set("Location", "/api/v1/images/"+i.ID)
	return writeJSON(w, http.StatusCreated, imageFacts(i))
}

// labGiven is what a setting stands for in the form's fields, so that one of them can be changed: a level that is not on the
// list is written beside it.
func labGiven(setting string, codecs []web.CodecChoices) map[string]string {
	given := map[string]string{}
	steps := strings.Split(setting, ">")
	for n, step := range steps[:min(len(steps), len(labSteps))] {
		name, level, _ := strings.Cut(step, ":")
		for _, c := range codecs {
			if len(c.Levels) == 0 || !strings.HasPrefix(c.Levels[0].Value, name+":") {
				continue
			}
			if slices.ContainsFunc(c.Levels, func(l web.Choice) bool { return l.Value == step }) {
				given[labSteps[n][0]] = step
			} else {
				given[labSteps[n][0]], given[labSteps[n][1]] = c.Levels[0].Value, level
			}
		}
	}
	return given
}
