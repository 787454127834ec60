package handlers

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"uncodec/web"
)

// move sets a control of the condition, as a hand would.
func move(b *browser, name, value string) {
	b.t.Helper()
	b.js(`{ const i = document.querySelector("#condition").elements[` + strconv.Quote(name) + `]; i.value = ` + value +
		`; for (const kind of ["input", "change"]) i.dispatchEvent(new Event(kind, {bubbles: true})) }`)
}

// mixing is a browser in the studio whose controls mix by hand, of nothing yet, and restore when asked.
func mixing(t *testing.T) (*testSite, *browser) {
	t.Helper()
	s, b := inStudio(t)
	b.click(`[data-follow]`)
	b.click(`.modes label:nth-of-type(3)`) // manual
	b.js(`for (const i of document.querySelectorAll('#condition [name^="weight."]')) i.value = 0`)
	return s, b
}

// refusal is what stands above the button that restores.
const refusal = `document.querySelector(".act .failed .job-text")?.textContent`

// TestNothingMixed: a mix of no codec is refused in the page's words, and nothing is restored.
func TestNothingMixed(t *testing.T) {
	s, b := mixing(t)
	move(b, "weight.jpeg", "0")
	b.click(`[data-testid="restore"]`)
	b.holds(refusal + ` === ` + strconv.Quote(web.Words.NoWeights))
	b.holds(`!document.querySelector(".history")`)
	b.quiet(s.URL)
}

// TestAwayMeanwhile: what cannot be asked for while the studio does not answer costs the restoration
// that is under way nothing: it is shown when it is done.
func TestAwayMeanwhile(t *testing.T) {
	_, b := inStudio(t)
	b.click(`[data-follow]`)
	b.set(`[data-testid="views"]`, "8")
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector("[data-job][data-open]")`)
	b.js(`{ const { fetch } = window; window.fetch = (at, how) => how?.method === "POST" && at.endsWith("/restorations") ? Promise.reject(new TypeError("Failed to fetch")) : fetch(at, how) }`)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(refusal + ` === ` + strconv.Quote(web.Words.ScriptUnreachable))
	b.holds(`document.querySelectorAll('[data-testid="history-row"]').length === 1 && document.querySelector(".history .shown strong").textContent.includes("mean of 8 views") && !document.querySelector("[data-job][data-open]")`)
}

// TestAwayForAWhile: what was asked for while the studio did not answer is asked for once it does; what was moved since
// then is asked for in its place.
func TestAwayForAWhile(t *testing.T) {
	_, b := inStudio(t)
	b.js(`{ const { fetch } = window; window.gone = true; window.fetch = (at, how) => gone ? Promise.reject(new TypeError("Failed to fetch")) : fetch(at, how) }`)
	unheard := refusal + ` === ` + strconv.Quote(web.Words.ScriptUnreachable)
	b.click(`[data-follow]`)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(unheard)
	b.click(`[data-testid="cell-jpeg:20"]`)
	b.js(`gone = false`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 20" && !document.querySelector("[data-job][data-open]")`)
	b.holds(`!document.querySelector(".act .failed") && document.querySelectorAll('[data-testid="history-row"]').length === 1`)

	// So is what follows a control.
	b.click(`[data-follow]`)
	b.holds(`document.querySelector("[data-follow]").checked`)
	b.js(`gone = true`)
	move(b, "strength", "0.5")
	b.holds(unheard)
	b.js(`gone = false`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent.includes("0.50")`)
	b.holds(`!document.querySelector(".act .failed")`)
}

// see has the page be seen, or not, as it is when another tab is gone to.
func (b *browser) see(seen bool) {
	b.t.Helper()
	b.js(fmt.Sprintf(`Object.defineProperty(document, "hidden", { value: %t, configurable: true }); document.dispatchEvent(new Event("visibilitychange"))`, !seen))
}

// TestUnseen: a page that nobody sees keeps no connection open, and is up to date when it is seen again.
func TestUnseen(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-follow]`)
	b.js(`{ const Real = EventSource; window.streams = []; window.EventSource = class extends Real { constructor(at) { super(at); streams.push(this) } }; window.EventSource.CLOSED = Real.CLOSED }`)
	b.set(`[data-testid="views"]`, "8")
	b.click(`[data-testid="restore"]`)
	b.holds(`streams.length === 1`)
	b.see(false)
	b.holds(`streams.every((s) => s.readyState === EventSource.CLOSED)`)
	b.holds(`(fetch("/api/v1/jobs/" + document.querySelector("[data-job]").dataset.job).then((r) => r.json()).then((j) => { window.ended = j.state === "done" }), window.ended)`)
	if b.is(`document.querySelector('[data-testid="after"]')`) {
		t.Error("the result came though nobody sees the page")
	}
	b.see(true)
	b.holds(`document.querySelector('[data-testid="after"]') && !document.querySelector("[data-job]")`)
	b.quiet(s.URL)
}

// TestChosenMeanwhile: a file that is chosen while another is on its way is taken too.
func TestChosenMeanwhile(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	damaged, clean := files(t)
	b.open(s.URL)
	b.wait(`#intake`)
	b.holds(`document.querySelector('[name="file"]').multiple`)
	b.js(`{ const { send } = XMLHttpRequest.prototype; window.held = []; XMLHttpRequest.prototype.send = function (body) { held.push(() => send.call(this, body)) } }`)
	b.choose("file", damaged)
	b.holds(`held.length === 1`)
	b.choose("file", clean)
	b.holds(`document.querySelectorAll(".uploads li").length === 2`)
	b.js(`held[0]()`)
	b.holds(`held.length === 2`)
	b.js(`held[1]()`)
	b.holds(`document.querySelectorAll(".uploads a").length === 2 && location.pathname === "/"`)
}

// TestMixAgain: restoring again under a mix whose weights are no whole percents makes nothing anew, and going
// back leads to the picture as it was left.
func TestMixAgain(t *testing.T) {
	s, b := mixing(t)
	move(b, "weight.jpeg", "33")
	move(b, "weight.webp", "100")
	move(b, "strength", "0.3")
	b.click(`[data-testid="restore"]`)
	shown := `document.querySelector(".history .shown strong")?.textContent.replace(/\s/g, " ")`
	b.holds(shown + `.startsWith("WebP 75 %, JPEG 25 %")`)
	first := ask(b, chromedp.Evaluate[string](`location.href`))
	b.click(`[data-testid="restore"]`)
	b.click(`[data-testid="cell-jpeg:20"]`)
	b.holds(shown + ` === "JPEG QF 20"`)
	b.holds(`document.querySelectorAll('[data-testid="history-row"]').length === 2`)
	b.js(`history.back()`)
	b.holds(`location.href === ` + strconv.Quote(first) + ` && ` + shown + `.startsWith("WebP 75 %") && document.querySelector("#condition").elements["weight.webp"].value === "75"`)

	// Who shows another by keyboard stays among them.
	b.holds(scripted)
	b.js(`document.querySelector(".history [data-swap]").focus()`)
	b.run(chromedp.KeyEvent(kb.Enter))
	b.holds(shown + ` === "JPEG QF 20" && document.activeElement.closest("#history")`)
	b.quiet(s.URL)
}

// TestRefusedAfterAll: where the last of several requests is refused, the one before it that was taken is
// followed to its end.
func TestRefusedAfterAll(t *testing.T) {
	_, b := inStudio(t)
	b.click(`[data-follow]`)
	b.js(`{ const { fetch } = window; let asked = 0; window.fetch = async (at, how) => {
		if (how?.method !== "POST" || !at.endsWith("/restorations")) return fetch(at, how);
		asked++;
		if (asked === 2) await new Promise((wake) => setTimeout(wake, 500));
		return asked < 3 ? fetch(at, how) : new Response('{"detail": "too busy"}', { status: 429 });
	} }`)
	b.set(`[data-testid="views"]`, "8")
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector("[data-job][data-open]")`)
	b.set(`[data-testid="views"]`, "1")
	b.js(`document.querySelector('[data-testid="cell-jpeg:10"]').click()`)
	b.holds(`document.querySelector('[data-testid="cell-jpeg:20"]')`)
	b.js(`setTimeout(() => document.querySelector('[data-testid="cell-jpeg:20"]').click(), 100)`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 10" && !document.querySelector("[data-job][data-open]")`)
}

// TestCutResult: where the page of what was restored does not come through, or the server fails at it, it is
// asked for again.
func TestCutResult(t *testing.T) {
	_, b := inStudio(t)
	b.click(`[data-follow]`)
	b.js(`{ const { fetch } = window; window.cut = 0; window.fetch = async (at, how) => {
		const tries = String(at).includes("?restoration=") ? ++cut : 3;
		if (tries === 1) throw new TypeError("Failed to fetch");
		return tries === 2 ? new Response("", { status: 500 }) : fetch(at, how);
	} }`)
	b.click(`[data-testid="restore"]`)
	b.holds(`cut >= 3 && document.querySelector('[data-testid="after"]') && !document.querySelector("[data-job]")`)
}
