package handlers

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// beyond are the elements that reach beyond the right edge of the window and can't be scrolled to.
const beyond = `[...document.querySelectorAll("main *")].filter((e) => {
	const at = e.getBoundingClientRect();
	if (!at.width || at.right <= innerWidth + 1 || e.closest(".visually-hidden, thead")) return false;
	for (let p = e.parentElement; p; p = p.parentElement) if (["auto", "scroll"].includes(getComputedStyle(p).overflowX)) return false;
	return true;
}).map((e) => e.tagName + "." + e.className).join(" ")`

// TestLargeText: on a phone whose owner reads text twice as large, nothing is cut off at the edge, and every level is
// read whole.
func TestLargeText(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t, chromedp.Flag("blink-settings", "defaultFontSize=32"))
	b.run(chromedp.EmulateViewport(390, 844))
	damaged, _ := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.wait(`#condition`)
	fits := func(what string) {
		t.Helper()
		if cut := ask(b, chromedp.Evaluate[string](beyond)); cut != "" {
			t.Errorf("%s: beyond the edge are %s", what, cut)
		}
	}
	for _, mode := range []string{"auto", "relative", "manual"} {
		b.js(`document.querySelector('[name="mode"][value="` + mode + `"]').click()`)
		fits(mode)
	}
	if cut := ask(b, chromedp.Evaluate[string](`[...document.querySelectorAll(".cell, .act .button")].filter((c) => c.scrollWidth > c.clientWidth).map((c) => c.innerText).join(" ")`)); strings.TrimSpace(cut) != "" {
		t.Errorf("cut: %s", cut)
	}
	for _, page := range []string{"/", "/batch", "/lab", "/experiments", "/model", "/api"} {
		b.open(s.URL + page)
		b.wait(`main`)
		fits(page)
	}
	b.quiet(s.URL)
}
