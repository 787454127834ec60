package web

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"
)

// state is the value of an ARIA state: aria-pressed, aria-current.
func state(on bool) string { return strconv.FormatBool(on) }

// Shade is how much of its colour a cell has that stands for a share, 0 to 1: as much as leaves its figures legible.
func Shade(share float64) string {
	return strconv.FormatFloat(0.04+0.44*share, 'f', 3, 64)
}

// cardAddress is where a model's card is.
func cardAddress(name string) templ.SafeURL {
	return templ.SafeURL("/model?name=" + url.QueryEscape(name))
}

// chosen is the name of the model that is chosen.
func chosen(models []ModelChoice) string {
	for _, m := range models {
		if m.Checked {
			return m.Name
		}
	}
	return ""
}

// restores is where the condition's form goes: it says which restoration the page shows, for it to
// be shown again where the form is refused.
func restores(m Studio) string {
	address := "/images/" + m.ID + "/restorations"
	if m.Result != nil {
		address += "?restoration=" + m.Result.ID
	}
	return address
}
