package handlers

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tabTo presses Tab until what a selector finds has the focus, and looks on the way
// whether the focus can be seen.
func (b *browser) tabTo(selector string) {
	b.t.Helper()
	const seen = `(() => {
		const e = document.activeElement, style = (x) => getComputedStyle(x);
		const shows = (x) => x && style(x).outlineStyle !== "none" && parseFloat(style(x).outlineWidth) >= 2;
		// A control may be hidden under what it moves, which then shows the focus.
		return e === document.body || shows(e) || shows(e.nextElementSibling) || shows(e.closest("label")) || shows(e.parentElement);
	})()`
	for range 150 {
		b.run(chromedp.KeyEvent(kb.Tab))
		if !ask(b, chromedp.Evaluate[bool](seen)) {
			b.t.Errorf("the focus cannot be seen on %s", ask(b, chromedp.Evaluate[string](`document.activeElement.outerHTML.slice(0, 120)`)))
		}
		if ask(b, chromedp.Evaluate[bool](fmt.Sprintf(`document.activeElement.matches(%q)`, selector))) {
			return
		}
	}
	b.t.Fatalf("Tab does not come to %s", selector)
}

// TestKeyboardAlone goes the whole way by Tab, Enter, Space and arrows.
func TestKeyboardAlone(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL)
	b.tabTo(`[data-testid="sample-retriever"]`)
	b.run(chromedp.KeyEvent(kb.Enter))
	b.holds(scripted)
	b.holds(restored)

	b.tabTo(`.skip`)
	b.run(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
	b.holds(`document.activeElement.closest("main")`)
	b.tabTo(`[data-zoom] [value="2"]`)
	b.run(chromedp.KeyEvent(" "))
	b.holds(`document.querySelector("[data-scale]").textContent === "200 %"`)
	b.tabTo(`.stage`)
	b.run(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowDown))
	b.holds(`document.querySelector(".stage").scrollLeft > 0 && document.querySelector(".stage").scrollTop > 0`)

	// One stop for each codec, and arrows among its bar and its levels.
	b.holds(`[...document.querySelectorAll(".codec")].every((c) => c.role === "toolbar" && c.querySelectorAll("button:not([tabindex='-1'])").length === 1)`)
	b.tabTo(`.bar[value="jpeg"]`)
	b.run(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
	b.holds(`document.activeElement.matches('[data-testid="cell-jpeg:10"]')`)
	b.run(chromedp.KeyEvent(kb.Enter))
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 10" && !document.querySelector("[data-job]")`)
	b.holds(`document.activeElement.tabIndex === 0 && document.querySelectorAll(".codec [tabindex='0']").length === document.querySelectorAll(".codec").length`) // in the new form, too
	b.tabTo(`.divider`)
	value := ask(b, chromedp.Evaluate[string](`document.activeElement.value`))
	b.run(chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.PageDown))
	b.holds(fmt.Sprintf(`document.activeElement.value < %s`, value))

	b.tabTo(`[name="mode"]`)                // one stop for the three of them
	b.run(chromedp.KeyEvent(kb.ArrowRight)) // around from manual, as the level left it
	b.holds(`document.querySelector("#condition").elements.mode.value === "auto"`)
	b.run(chromedp.KeyEvent(kb.ArrowLeft))
	b.holds(`document.querySelector("#condition").elements.mode.value === "manual"`)
	b.tabTo(`[name="strength"]`)
	b.run(chromedp.KeyEvent(kb.Home))
	b.holds(`document.querySelector("#condition").elements.strength.value === "0" && document.querySelector("#viewer .live")?.naturalWidth > 0`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 3 && !document.querySelector("[data-job]")`) // the whole picture followed
	b.holds(`document.activeElement.name === "strength"`)
	b.holds(`[...document.querySelector("#condition").elements].find((e) => e.type === "submit").name === ""`) // what Enter presses
	ask(b, chromedp.Evaluate[string](`document.querySelector("#said").textContent = ""`))
	b.run(chromedp.KeyEvent(kb.Enter))
	b.holds(`document.querySelector("#said").textContent === document.querySelector("[data-already]").dataset.already && !document.querySelector('[data-job], [name="cell"][aria-pressed="true"]')`)
	b.tabTo(`[data-testid="views"]`)
	b.run(chromedp.KeyEvent(kb.ArrowDown))
	b.tabTo(`[data-testid="restore"]`)
	b.run(chromedp.KeyEvent(kb.Enter))
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 4 && !document.querySelector("[data-job]")`) // in another care
	b.tabTo(`[data-testid="download-png"]`)
	b.quiet(s.URL)
}
