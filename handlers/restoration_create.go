package handlers

import (
	"image"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// restorationCreate puts a restoration into the queue, from the form.
func (s *site) restorationCreate(w http.ResponseWriter, r *http.Request) error {
	job, err := s.startForm(w, r)
	if err != nil {
		return s.restorationAgain(w, r, err)
	}
	http.Redirect(w, r, "/images/"+job.ImageID+"?job="+job.ID, http.StatusSeeOther)
	return nil
}

// startForm begins what the form asks for.
func (s *site) startForm(w http.ResponseWriter, r *http.Request) (none store.Restoration, err error) {
	if err := readForm(w, r); err != nil {
		return none, err
	}
	request, err := formRequest(r.PostForm)
	if err != nil {
		return none, err
	}
	if r.PostForm.Get("part") != "" {
		i, err := s.Studio.Store.Image(r.Context(), id(r), owner(r))
		if err != nil {
			return none, err
		}
		if request.Condition.Map, err = formPart(r.PostForm, image.Pt(i.Width, i.Height)); err != nil {
			return none, err
		}
	}
	return s.start(w, r, request, true)
}

// apiRestorationCreate does the same for a program. Unless it says reuse, an equal one is made once more.
func (s *site) apiRestorationCreate(w http.ResponseWriter, r *http.Request) error {
	var request struct {
		studio.Request
		Views *int `json:"views"` // before the Request's, which cannot tell 0 from what is left out
		Reuse bool `json:"reuse"`
	}
	err := readJSON(w, r, &request)
	if err == nil {
		request.Request.Views, err = saidViews(request.Views)
	}
	if err != nil {
		return err
	}
	job, err := s.start(w, r, request.Request, request.Reuse)
	if err != nil {
		return err
	}
	now, err := s.Studio.Job(r.Context(), job.ID, owner(r))
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1/jobs/"+job.ID)
	status := http.StatusAccepted
	if request.Reuse && now.Ended() {
		status = http.StatusOK
	}
	return writeJSON(w, status, jobFacts(now))
}

// start asks for a restoration, or for an equal one that is there, and keeps the visitor's choice.
func (s *site) start(w http.ResponseWriter, r *http.Request, request studio.Request, reuse bool) (store.Restoration, error) {
	if s.draining() {
		return store.Restoration{}, unavailable()
	}
	begin := s.Studio.Start
	if reuse {
		begin = s.Studio.StartOnce
	}
	job, err := begin(r.Context(), id(r), owner(r), request)
	if err == nil {
		s.remember(w, r, request)
	}
	return job, err
}

// formRequest reads what a form asks for.
func formRequest(form url.Values) (r studio.Request, err error) {
	r.Model = form.Get("model")
	if r.Views, err = formViews(form.Get("views")); err == nil {
		r.Condition, err = formCondition(form)
	}
	return r, err
}

// formViews reads of how many views the mean is wanted; 0 where the form does not say.
func formViews(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	views, err := strconv.Atoi(text)
	if err != nil {
		return 0, badRequest(web.NoNumber("views"))
	}
	return saidViews(&views)
}

// saidViews are the views that are asked for, or 0 where none are: to ask for 0 is refused.
func saidViews(views *int) (int, error) {
	if views == nil {
		return 0, nil
	}
	return *views, inference.CheckViews(*views)
}

// formCondition reads the form's controls. A level's cell outweighs them all: it is
// a button of its own.
func formCondition(form url.Values) (studio.ConditionRequest, error) {
	unheld := form.Get("unheld") != ""
	if cell := form.Get("cell"); cell != "" {
		name, level, _ := strings.Cut(cell, ":")
		return studio.ConditionRequest{Mode: studio.Manual, Codec: map[string]float64{name: 1}, Level: level, Unheld: unheld}, nil
	}
	c := studio.ConditionRequest{Mode: form.Get("mode"), Unheld: unheld}
	var err error
	switch c.Mode {
	case studio.Relative:
		c.Delta, err = number(form, "delta")
	case studio.Manual:
		var strength float64
		strength, err = number(form, "strength")
		c.Strength = &strength
		if err == nil {
			c.Codec, err = weights(form)
		}
	}
	return c, err
}

// weights reads the codecs' sliders: fields weight.NAME of 0…100, one of them above 0.
func weights(form url.Values) (map[string]float64, error) {
	out := map[string]float64{}
	for field := range form {
		name, ok := strings.CutPrefix(field, "weight.")
		if !ok {
			continue
		}
		weight, err := number(form, field)
		if err != nil {
			return nil, err
		}
		if weight != 0 {
			out[name] = weight
		}
	}
	if len(out) == 0 {
		return nil, newFault(http.StatusUnprocessableEntity, web.Words.NoWeights)
	}
	return out, nil
}

func number(form url.Values, field string) (float64, error) {
	v, err := strconv.ParseFloat(form.Get(field), 64)
	if err != nil {
		return 0, badRequest(web.NoNumber(field))
	}
	return v, nil
}
