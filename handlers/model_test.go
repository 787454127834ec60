package handlers

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestModelChoice asks one model, then another: each names its own codecs, and a
// restoration says whose it is.
func TestModelChoice(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, _ := files(t)
	choose := func(model string) {
		t.Helper()
		b.run(chromedp.Evaluate[chromedp.Void](`{
			const choice = document.querySelector("#condition").elements.model;
			choice.value = "` + model + `";
			choice.dispatchEvent(new Event("change", {bubbles: true}));
		}`))
	}
	asked := func(model, named, unnamed string) {
		t.Helper()
		b.holds(`document.querySelector("#condition")?.elements.model?.value === "` + model + `" && ` + scripted)
		b.holds(`document.querySelector('[data-testid="cell-` + named + `"]') && !document.querySelector('[data-testid="cell-` + unnamed + `"]')`)
	}
	b.open(s.URL)
	b.choose("file", damaged)
	b.holds(scripted)
	asked("studio", "webp:20", "vvc:32")
	choose("fast")
	asked("fast", "vvc:32", "webp:20")
	b.click(`[data-testid="cell-vvc:32"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "VVC QP 32" && !document.querySelector("[data-job]")`)
	// What is shown is fast's, so its controls stand beside it; the other is a choice away.
	asked("fast", "vvc:32", "webp:20")
	choose("studio")
	asked("studio", "webp:20", "vvc:32")
	b.click(`[data-testid="cell-webp:20"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "WebP QF 20" && document.querySelectorAll("[data-testid=history-row]").length === 2`)
	b.quiet(s.URL)
}
