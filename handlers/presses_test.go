package handlers

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPresses: buttons that are pressed quickly, or while a part of the page is swapped, do what was
// meant and to what was meant.
func TestPresses(t *testing.T) {
	s, b := inStudio(t)
	rows := func(count int, shown string) {
		t.Helper()
		b.holds(fmt.Sprintf(`document.querySelectorAll("[data-testid=history-row]").length === %d && !document.querySelector("[data-job]") && document.querySelector(".history .shown strong").textContent === %q`, count, shown))
	}
	press := `const press = (what) => document.querySelector("[data-testid='" + what + "']").click();`
	b.js(`{` + press + ` press("cell-jpeg:10"); press("cell-jpeg:10") }`)
	rows(1, "JPEG QF 10")
	b.js(`{` + press + ` press("cell-jpeg:20"); press("cell-jpeg:30"); press("cell-jpeg:40") }`)
	rows(2, "JPEG QF 40")
	b.js(`{` + press + ` press("cell-jpeg:50"); setTimeout(() => press("cell-jpeg:50"), 30) }`) // while the first's answer is awaited
	rows(3, "JPEG QF 50")

	// The focus and an open question stay with their row while rows come before it.
	b.js(`{ const last = document.querySelector(".history li:last-child"); last.querySelector("details").open = true; last.querySelector("summary").focus(); window.row = document.activeElement.id;` + press + ` press("cell-jpeg:60") }`)
	rows(4, "JPEG QF 60")
	b.holds(`document.activeElement.id === window.row && document.activeElement.closest("details").open && document.activeElement.closest("li").innerText.includes("JPEG QF 10")`)
	b.js(`document.activeElement.closest("details").querySelector("button").click()`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 3 && !document.querySelector(".history").innerText.includes("JPEG QF 10")`)
	b.quiet(s.URL)
}

// TestMovedMeanwhile: what is moved and painted while a restoration runs stays as it ends, in the address too,
// and so does what was set for saving.
func TestMovedMeanwhile(t *testing.T) {
	s, b := inStudio(t)
	b.js(`window.form = document.querySelector("#condition"); document.querySelector("[data-testid='cell-jpeg:10']").click()`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 1 && !document.querySelector("[data-job]")`)
	b.holds(`document.querySelector("#condition") !== window.form`) // nothing was moved: the form is the restoration's
	b.js(`{ const save = document.querySelector(".download").elements; save.quality.value = 77; save.note.checked = true }`)
	b.click(`[data-testid="share"]`)
	b.wait(`[data-testid="share-link"]`)
	b.click(`[data-follow]`)
	b.js(`document.querySelector("[data-testid=views]").value = 8; document.querySelector("[data-testid=restore]").click()`)
	b.wait(`[data-job][data-open]`)
	b.js(`{ const form = document.querySelector("#condition"); form.elements.strength.value = 0.25;
		for (const kind of ["input", "change"]) form.elements.strength.dispatchEvent(new Event(kind, { bubbles: true }));
		document.querySelector("[data-brush-codec]").value = "hevc"; document.querySelector("[data-brush-do=sight]").click() }`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 2 && !document.querySelector("[data-job]")`)
	painted := `document.querySelector("[data-brush-legend]").textContent.includes("100 %")`
	b.holds(`document.querySelector("#condition").elements.strength.value === "0.25" && ` + painted)
	b.holds(`/restoration=[a-z0-9]+&.*strength=0.25/.test(location.search)`)
	b.holds(`(({ quality, note }) => quality.value === "77" && note.checked)(document.querySelector(".download").elements)`)
	b.run(chromedp.Reload())
	b.holds(scripted)
	b.holds(`document.querySelector("#condition").elements.strength.value === "0.25" && ` + painted)

	// The address is that of the restoration that ended, too, where it was painted and nothing moved.
	b.open(s.URL + ask(b, chromedp.Evaluate[string](`location.pathname + location.search.replace(/&.*/, "")`)))
	b.holds(scripted)
	b.js(`document.querySelector("[data-testid=views]").value = 4; document.querySelector("[data-testid=restore]").click()`)
	b.wait(`[data-job][data-open]`)
	b.js(`document.querySelector("[data-brush-codec]").value = "hevc"; document.querySelector("[data-brush-do=sight]").click()`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 3 && !document.querySelector("[data-job]")`)
	b.holds(`location.search.includes("restoration=" + document.querySelector("[data-testid=download]").action.match(/restorations.([a-z0-9]+)/)[1]) && ` + painted)
	b.quiet(s.URL)
}

// TestPaintedUnderAnotherModel: what is painted goes along to another model, as far as that has names
// for it, and going back leads to the model that was asked before.
func TestPaintedUnderAnotherModel(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-brush] summary`)
	legend := `document.querySelector("[data-brush-legend]").textContent`
	paint := func(codec, what string) {
		b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector("[data-brush-codec]").value = %q; document.querySelector("[data-brush-size]").value = "64"`, codec)))
		b.click(what)
	}
	ask := func(model string) {
		b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const { model } = document.querySelector("#condition").elements; model.value = %q; model.dispatchEvent(new Event("change", {bubbles: true})) }`, model)))
		b.holds(fmt.Sprintf(`document.querySelector("#condition")?.elements.model?.value === %q && document.querySelector("#studio")?.dataset.model === %q`, model, model))
		b.holds(scripted)
	}
	paint("hevc", `[data-brush-do="sight"]`)
	paint("webp", `.stage`) // in its middle
	b.holds(legend + `.includes("HEVC, strength 0.50: 80 %") && ` + legend + `.includes("WebP, strength 0.50: 20 %")`)
	ask("fast")
	b.holds(legend + `.includes("HEVC, strength 0.50: 80 %") && !` + legend + `.includes("WebP")`)
	b.run(chromedp.NavigateBack())
	b.holds(`document.querySelector("#studio")?.dataset.model === "studio" && document.querySelector("#condition")?.elements.model?.value === "studio"`)
	b.holds(legend + `.includes("WebP, strength 0.50: 20 %")`)
	b.quiet(s.URL)

	// A restoration that has such a region opens under a model that has no name for it.
	v := s.visitor()
	id := v.picture()
	var facts imageJSON
	v.get("/api/v1/images/"+id).json(t, &facts)
	columns, lines := (facts.Width+127)/128, (facts.Height+127)/128
	cells := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x01", columns*lines)))
	v.restored(id, fmt.Sprintf(`{"map":{"cell":128,"columns":%d,"cells":%q,"conditions":[{"mode":"manual","codec":{"webp":1},"strength":0.5}]}}`, columns, cells))
	v.reads("/images/"+id+"?model=fast&mode=auto", `data-model="fast"`)
	v.reads("/images/"+id+"?model=fast", `data-model="fast"`)
}
