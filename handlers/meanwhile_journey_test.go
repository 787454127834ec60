package handlers

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"uncodec/store"
	"uncodec/web"
)

// atRest is a studio where so many restorations are listed and none is under way.
func atRest(rows int) string {
	return fmt.Sprintf(`document.querySelectorAll("[data-testid=history-row]").length === %d && !document.querySelector("[data-job]")`, rows)
}

// shownIs tells the restoration that the history marks.
func shownIs(text string) string {
	return fmt.Sprintf(`document.querySelector(".history .shown strong")?.textContent === %q`, text)
}

// byAnother holds where what is shown is said to be another model's than the one chosen.
const byAnother = `document.querySelector("[data-testid=by-another]")?.checkVisibility()`

// TestShowOfAnotherModel: with a restoration of another model the brush has that one's codecs.
func TestShowOfAnotherModel(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(1))
	move(b, "model", `"fast"`)
	b.holds(`document.querySelector("#studio")?.dataset.model === "fast"`)
	b.holds(scripted + ` && ` + byAnother)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(2) + ` && !` + byAnother)
	b.holds(`!document.querySelector("[data-brush-codec] [value=webp]")`)
	b.click(`.history [data-swap]`)
	b.holds(`document.querySelector("#studio")?.dataset.model === "studio" && document.querySelector("#condition")?.elements.model?.value === "studio" && document.querySelector("[data-brush-codec] [value=webp]")`)
	b.quiet(s.URL)
}

// TestAnotherModelLeavesOff: what is under way as another model is chosen is listed once it ends, and stays out of view.
func TestAnotherModelLeavesOff(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(1))
	b.set(`[data-testid="views"]`, "8")
	b.js(`new MutationObserver((_, watch) => { if (document.querySelector("[data-job][data-open]")) { watch.disconnect(); const models = document.querySelector("#condition").elements.model; models.value = "fast"; models.dispatchEvent(new Event("change", {bubbles: true})); } }).observe(document.body, {childList: true, subtree: true})`)
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector("#studio")?.dataset.model === "fast" && ` + atRest(2) + ` && ` + shownIs("JPEG QF 10") + ` && ` + byAnother)
	b.holds(`document.querySelector("#condition").elements.model.value === "fast" && !location.search.includes("job=")`)
	b.quiet(s.URL)
}

// TestOthersGoOn: what a batch, or another visitor, has under way for a picture is not stopped by what is
// asked for on its page.
func TestOthersGoOn(t *testing.T) {
	s, b := inStudio(t)
	b.js(`fetch("/api/v1" + location.pathname + "/restorations", {method: "POST", headers: {"Content-Type": "application/json"},
		body: JSON.stringify({condition: {mode: "auto"}, views: 8})}).then(() => location.reload())`)
	b.holds(scripted + ` && document.querySelector("[data-job][data-open], [data-testid=history-row]")`)
	b.set(`[data-testid="views"]`, "8")
	b.click(`[data-testid="restore"]`) // the same: it is followed, and does not become this page's
	b.set(`[data-testid="views"]`, "1")
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(2) + ` && !document.querySelector(".history a.link")`) // which would say that one was stopped
	b.quiet(s.URL)
}

// TestOthersOnly: what another tab has restored meanwhile is listed, does not replace what is shown, and is not this page's to stop.
func TestOthersOnly(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-follow]`)
	b.set(`[data-testid="views"]`, "4")
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector("[data-job][data-open] form") && !document.querySelector("[data-job] form").hidden`)
	b.js(`fetch("/api/v1" + location.pathname + "/restorations", {method: "POST", headers: {"Content-Type": "application/json"},
		body: JSON.stringify({condition: {mode: "manual", codec: {jpeg: 1}, level: "20"}, views: 8})})`)
	own := `document.querySelector(".history .shown strong")?.textContent.includes("mean of 4 views")`
	b.holds(own + ` && document.querySelector("[data-job][data-open] form")?.hidden`)
	b.run(chromedp.KeyEvent(kb.Escape))
	b.holds(atRest(2) + ` && ` + own + ` && !document.querySelector(".history a.link")`) // which would say that it was stopped
	b.quiet(s.URL)
}

// TestOtherTab: what another tab restores while nobody sees this page is there once it is seen again: in view if this one
// has shown none, else in the list.
func TestOtherTab(t *testing.T) {
	s, b := inStudio(t)
	elsewhere := func(request string) {
		t.Helper()
		b.see(false)
		b.js(`window.job = null; window.ended = false; fetch("/api/v1" + location.pathname + "/restorations", {method: "POST", headers: {"Content-Type": "application/json"},
			body: JSON.stringify(` + request + `)}).then((r) => r.json()).then((job) => { window.job = job.id; })`)
		b.holds(`window.job`)
	}
	const ended = `(fetch("/api/v1/jobs/" + window.job).then((r) => r.json()).then((j) => { window.ended = j.state === "done" }), window.ended)`
	b.js(`document.querySelector('#condition [name="mode"][value="relative"]').click()`)
	elsewhere(`{condition: {mode: "manual", codec: {jpeg: 1}, level: "10"}}`)
	b.holds(ended)
	b.see(true)
	b.holds(atRest(1) + ` && document.querySelector("[data-testid=after]")?.naturalWidth > 0 && ` + shownIs("JPEG QF 10"))
	b.holds(`document.querySelector("#condition").elements.mode.value === "relative"`)

	elsewhere(`{condition: {mode: "manual", codec: {jpeg: 1}, level: "20"}}`)
	b.holds(ended)
	b.see(true)
	b.holds(atRest(2) + ` && ` + shownIs("JPEG QF 10"))
	b.click(`.history [data-swap]`)
	b.holds(shownIs("JPEG QF 20"))

	// What is under way there is followed, and not this page's to stop.
	elsewhere(`{views: 8}`)
	b.see(true)
	b.holds(`document.querySelector("[data-job][data-open] form")?.hidden`)
	b.holds(atRest(3) + ` && ` + shownIs("JPEG QF 20"))
	b.quiet(s.URL)
}

// TestShownStays: a restoration that is stopped leaves the mark with the one that is shown.
func TestShownStays(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-follow]`)
	for n, level := range []string{"10", "40"} {
		b.click(`[data-testid="cell-jpeg:` + level + `"]`)
		b.holds(atRest(n + 1))
	}
	b.click(`.history [data-swap]`)
	b.holds(shownIs("JPEG QF 10"))
	b.set(`[data-testid="views"]`, "8")
	b.js(`new MutationObserver((_, watch) => { const stop = document.querySelector("[data-testid=stop]"); if (stop) { watch.disconnect(); stop.click(); } }).observe(document.body, {childList: true, subtree: true})`)
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector(".job.cancelled") && ` + shownIs("JPEG QF 10"))
	b.quiet(s.URL)
}

// TestStoppedPreview: once what followed a control is stopped, the preview is not said to become the whole picture.
func TestStoppedPreview(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(1))
	b.js(`new MutationObserver((_, watch) => { const stop = document.querySelector("[data-testid=stop]"); if (stop) { watch.disconnect(); stop.click(); } }).observe(document.body, {childList: true, subtree: true})`)
	b.set(`[data-testid="views"]`, "8")
	move(b, "strength", "0.9")
	b.holds(`document.querySelector("#viewer .live") && document.querySelector(".job.cancelled")`)
	b.holds(`((note) => note.textContent === note.dataset.preview)(document.querySelector("[data-note]"))`)
	b.quiet(s.URL)
}

// TestShowLeavesOff: a restoration that is chosen stays in view, though controls were just moved, and though another ends.
func TestShowLeavesOff(t *testing.T) {
	s, b := inStudio(t)
	for n, level := range []string{"10", "40"} {
		b.click(`[data-testid="cell-jpeg:` + level + `"]`)
		b.holds(atRest(n + 1))
	}
	move(b, "strength", "0.9")
	b.click(`.history [data-swap]`)
	b.holds(shownIs("JPEG QF 10"))
	b.run(chromedp.Sleep(1500 * time.Millisecond)) // longer than the controls rest before the picture follows
	b.holds(atRest(2) + ` && !document.querySelector("#viewer .live") && ` + shownIs("JPEG QF 10"))

	b.set(`[data-testid="views"]`, "8")
	b.js(`new MutationObserver((_, watch) => { const show = document.querySelector(".history [data-swap]"); if (show && document.querySelector("[data-job][data-open]")) { watch.disconnect(); show.click(); } }).observe(document.body, {childList: true, subtree: true})`)
	b.click(`[data-testid="restore"]`)
	b.holds(shownIs("JPEG QF 40") + ` && document.querySelectorAll("[data-testid=history-row]").length === 3 && !document.querySelector("[data-job][data-open]")`)
	b.holds(`!document.querySelector("#viewer .live") && location.search.includes(document.querySelector("[data-result]").dataset.result)`)
	b.quiet(s.URL)
}

// TestNothingKept: a browser that keeps nothing has a studio all the same.
func TestNothingKept(t *testing.T) {
	s, b := startSite(t, t.TempDir(), func(c *Config) { c.Shared = true }), openBrowser(t)
	none := `Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }})`
	must(chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: none}))(t)
	damaged, _ := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.holds(scripted)
	b.click(`[data-step="copy"]`)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(1))
	b.quiet(s.URL)
}

// TestSharpAnew: that a picture was asked for at its full size says nothing of the restoration that comes in its place.
func TestSharpAnew(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(1) + ` && document.querySelector(".after img")`)
	b.js(`document.querySelector(".after img").dataset.full = "asked"`)
	b.click(`[data-testid="cell-jpeg:40"]`)
	b.holds(atRest(2) + ` && ` + shownIs("JPEG QF 40"))
	b.holds(`((img) => img?.dataset.testid === "after" && img.alt !== "" && !img.dataset.full)(document.querySelector(".after img"))`)
	b.quiet(s.URL)
}

// TestFirstBesideOriginal: a picture that stood beside its original as it came is not called so once it is restored.
func TestFirstBesideOriginal(t *testing.T) {
	s, b := besideOriginal(t)
	b.js(`location.assign(location.pathname + "?with=original")`)
	b.holds(`location.search.includes("with=original") && document.querySelector(".side-label.right")?.textContent === "` + web.Words.Before + `" && ` + scripted)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(1) + ` && document.querySelector(".side-label.right").textContent === "` + web.Words.After + `" && document.querySelector(".after img").alt === "` + web.Words.AltAfter + `"`)
	b.quiet(s.URL)
}

// TestBesideOriginal: what is restored comes into view beside the original, where that stood, without a new page.
func TestBesideOriginal(t *testing.T) {
	s, b := besideOriginal(t)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(1))
	b.js(`location.assign(document.querySelector("a[href*='with=original']").href)`)
	b.holds(`location.search.includes("with=original") && ` + scripted)
	b.js(`window.stayed = true`)
	b.click(`[data-testid="cell-jpeg:40"]`)
	b.holds(atRest(2) + ` && ` + shownIs("JPEG QF 40"))
	b.holds(`window.stayed && location.search.includes("with=original") && document.querySelector(".after img")?.src.includes(location.search.match(/restoration=([a-z0-9]+)/)?.[1])`)
	b.quiet(s.URL)
}

// TestStepsKeepFocus: going back to where nothing is before leaves the focus beside, and what another tab copied can be pasted.
func TestStepsKeepFocus(t *testing.T) {
	s, b := inStudio(t)
	move(b, "strength", "0.25")
	b.js(`document.querySelector("[data-step=undo]").focus(); document.querySelector("[data-step=undo]").click()`)
	b.holds(`document.querySelector("[data-step=undo]").disabled && document.activeElement.dataset.step === "redo"`)
	b.holds(`document.querySelector("[data-step=paste]").disabled`)
	b.js(`localStorage.setItem("uncodec.condition", JSON.stringify({mode: "auto"})); window.dispatchEvent(new StorageEvent("storage"))`)
	b.holds(`!document.querySelector("[data-step=paste]").disabled`)
	b.quiet(s.URL)
}

// TestNothingUnderAnotherModel: controls that mix nothing are none to take along to another model.
func TestNothingUnderAnotherModel(t *testing.T) {
	s, b := mixing(t)
	move(b, "model", `"fast"`)
	b.holds(`document.querySelector("#studio")?.dataset.model === "fast" && document.querySelector("[data-testid=posterior]")`)
	b.quiet(s.URL)
}

// TestTogetherAsBefore: pictures that are restored together from the first page are so as the visitor chose last.
func TestTogetherAsBefore(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	damaged, clean := files(t)
	b.open(s.URL)
	b.js(`fetch("/api/v1/batches", {method: "POST", headers: {"Content-Type": "application/json"}, body: '{"model":"fast","views":2}'}).then(() => location.reload())`)
	b.holds(`document.querySelector("[data-together]")?.dataset.model === "fast" && document.querySelector('[name="file"]').multiple`)
	b.choose("file", damaged, clean)
	b.holds(`document.querySelectorAll(".uploads a").length === 2`)
	b.click(`[data-together]`)
	b.holds(`location.pathname.startsWith("/batch/") && document.querySelector(".batch-head .figures")?.textContent.includes("fast")`)
	id := filepath.Base(ask(b, chromedp.Evaluate[string](`location.pathname`)))
	all := must(s.studio.Store.BatchFiles(t.Context(), id))(t)
	if len(all) != 2 {
		t.Errorf("the batch has %d files", len(all))
	}
	b.quiet(s.URL)
}

// TestBatchFull: what a batch has no more room for is said before anything is sent.
func TestBatchFull(t *testing.T) {
	s, b := startSite(t, t.TempDir(), func(c *Config) { c.Shared = true }), openBrowser(t)
	batch := must(s.studio.Store.CreateBatch(t.Context(), store.Batch{Model: "fast", Views: 1}))(t)
	for n := range store.BatchFiles - 1 {
		if err := s.studio.Store.AddBatchFile(t.Context(), batch.ID, "", store.BatchFile{Name: fmt.Sprint(n), Error: "no picture"}); err != nil {
			t.Fatal(err)
		}
	}
	damaged, clean := files(t)
	b.open(s.URL + "/batch/" + batch.ID)
	b.holds(`!document.querySelector("#batch").elements.file.required`) // the script is there
	b.choose("file", damaged, clean)
	b.holds(`document.querySelector("[data-count]").textContent.includes("room for 1 more")`)
	b.click(`#batch [type="submit"]`)
	b.holds(`document.querySelectorAll("[data-testid=batch-row]").length === 500`)
	if rows := b.text(`.batch-row:last-child`); !strings.Contains(rows, ".") {
		t.Errorf("the last row reads %q", rows)
	}
	b.quiet(s.URL)
}
