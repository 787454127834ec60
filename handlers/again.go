package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"uncodec/studio"
	"uncodec/web"
)

// again shows the page that a form stands on once more, with why what was sent is refused: show
// renders it under the refusal's status. What no other sending would mend is an error as everywhere,
// and so is what the page cannot show.
func again(w http.ResponseWriter, r *http.Request, err error, show func(*fault) error) error {
	f := faultOf(err)
	ours := f.Status >= http.StatusInternalServerError && f.Status != http.StatusNotImplemented // there, another codec would do
	if ours || wantsJSON(r) {
		return err
	}
	drain(r)
	if f.RetryAfter != "" {
		w.Header().Set("Retry-After", f.RetryAfter)
	}
	if show(f) != nil {
		return err
	}
	return nil
}

// restorationAgain shows the studio with its controls as they were sent, and why that was refused.
// The lab's cells, which bring no controls, have no form there.
func (s *site) restorationAgain(w http.ResponseWriter, r *http.Request, err error) error {
	form := r.PostForm
	if !form.Has("mode") {
		return err
	}
	query := url.Values{"restoration": r.URL.Query()["restoration"], "model": form["model"], "views": form["views"], "unheld": {"0"}}
	if form.Get("unheld") != "" {
		query.Set("unheld", "1")
	}
	page := r.Clone(r.Context())
	page.URL.RawQuery = query.Encode()
	return again(w, r, err, func(f *fault) error {
		return s.showStudio(w, page, f.Status, func(m *web.Studio) error {
			if m.Belief == nil { // restoring is off: there is no form
				return err
			}
			m.Trouble = f.Detail
			refill(&m.Condition, form)
			return nil
		})
	})
}

// refill puts what a form held into the controls of a condition.
func refill(c *web.Condition, form url.Values) {
	if mode := form.Get("mode"); slices.Contains([]string{studio.Auto, studio.Relative, studio.Manual}, mode) {
		c.Mode = mode
	}
	put := func(field string, into *string) {
		if _, err := number(form, field); err == nil {
			*into = form.Get(field)
		}
	}
	put("delta", &c.Delta)
	put("strength", &c.Strength)
	c.ExactStrength = ""
	for n := range c.Codecs {
		c.Codecs[n].Exact = ""
		put("weight."+c.Codecs[n].Name, &c.Codecs[n].Weight)
	}
	c.Part = map[string]string{}
	for field := range form {
		if strings.HasPrefix(field, "part") {
			c.Part[field] = form.Get(field)
		}
	}
}
