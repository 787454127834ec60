package handlers

import "testing"

// TestAtOnce: a picture that comes alone is restored at once, once, unless that is not wanted, which the browser remembers.
func TestAtOnce(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	damaged, _ := files(t)
	b.open(s.URL)
	b.chooseAt(`[name="file"]`, damaged)
	b.holds(atRest(1) + ` && document.querySelector("[data-testid=after]")?.naturalWidth > 0 && !location.search.includes("begin")`)
	b.js(`location.assign(location.pathname)`)
	b.holds(atRest(1) + ` && ` + scripted)

	b.open(s.URL)
	b.click(`[data-at-once]`)
	b.open(s.URL)
	b.holds(`document.querySelector("[data-at-once]") && !document.querySelector("[data-at-once]").checked`)
	b.chooseAt(`[name="file"]`, damaged)
	b.holds(`document.querySelector("[data-note]:not([hidden])")?.textContent.startsWith("Not restored yet") && ` + scripted + ` && !document.querySelector("[data-job]")`)
	b.quiet(s.URL)
}
