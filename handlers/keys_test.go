package handlers

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeys goes through the studio by single keys, and switches them off.
func TestKeys(t *testing.T) {
	s, b := inStudio(t)
	shown := func(condition string) {
		t.Helper()
		b.holds(fmt.Sprintf(`document.querySelector(".history .shown strong")?.textContent === %q && !document.querySelector("[data-job]")`, condition))
	}
	b.click(`[data-testid="cell-jpeg:10"]`)
	shown("JPEG QF 10")
	b.run(chromedp.KeyEvent("]"))
	shown("JPEG QF 15")
	b.run(chromedp.KeyEvent("]"))
	shown("JPEG QF 20")
	b.run(chromedp.KeyEvent("["))
	shown("JPEG QF 15")           // which was made before
	b.run(chromedp.KeyEvent("3")) // the oldest of three
	b.holds(`document.querySelectorAll("[data-testid=history-row]")[2]?.classList.contains("shown")`)
	b.set(`[data-testid="views"]`, "2")
	b.run(chromedp.KeyEvent("R")) // as under Caps Lock
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 4 && !document.querySelector("[data-job]")`)

	b.run(chromedp.Focus(".stage"), chromedp.KeyEvent("d"))
	b.holds(`document.querySelector("#viewer").view === "difference"`)
	b.run(chromedp.KeyEvent("D"))
	b.holds(`document.querySelector("#viewer").view === "divide"`)

	b.run(chromedp.KeyEvent("?"))
	b.holds(`document.querySelector("#keys").open`)
	b.click(`[data-keys-on]`)
	b.run(chromedp.KeyEvent(kb.Escape))
	b.holds(`!document.querySelector("#keys").open`)
	b.run(chromedp.KeyEvent("?"), chromedp.KeyEvent("r"))
	b.holds(`!document.querySelector("#keys").open && !document.querySelector("[data-job]")`)
	b.run(chromedp.Focus(".stage"), chromedp.KeyEvent("dxflz"), chromedp.KeyEvent("+"))                              // what is no letter acts
	b.holds(`[document.querySelector("#viewer")].every((v) => v.view === "divide" && !v.swapped && v.zoom === "8")`) // the next that is larger than the small picture is
	b.click(`[data-keys-open]`)
	b.holds(`document.querySelector("#keys").open && !document.querySelector("[data-keys-on]").checked`)
	b.quiet(s.URL)
}

// TestConditionMemory goes back and forth in the controls, and carries them to another picture.
func TestConditionMemory(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, clean := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.holds(scripted)
	b.click(`.modes label:nth-of-type(3)`) // manual
	strength := `document.querySelector("#condition").elements.strength`
	move := func(to string) {
		b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const i = %s; i.focus(); i.value = %s; for (const kind of ["input", "change"]) i.dispatchEvent(new Event(kind, {bubbles: true})) }`, strength, to)))
	}
	move("0.10") // as arrow keys do, which let go at every step
	move("0.25")
	time.Sleep(time.Second)
	move("0.75")
	b.click(`[data-step="undo"]`)
	b.holds(strength + `.value === "0.25"`)
	b.click(`[data-step="undo"]`)
	b.click(`[data-step="undo"]`)
	b.holds(`document.querySelector("#condition").elements.mode.value === "auto" && document.querySelector("[data-step=undo]").disabled`)
	for range 3 {
		b.click(`[data-step="redo"]`)
	}
	b.holds(strength + `.value === "0.75" && document.querySelector("#condition").elements.mode.value === "manual"`)
	b.click(`[data-step="copy"]`)

	b.open(s.URL)
	b.choose("file", clean)
	b.holds(scripted)
	b.click(`[data-step="paste"]`)
	b.holds(strength + `.value === "0.75" && document.querySelector("#condition").elements.mode.value === "manual"`)
	b.holds(`document.querySelector("#viewer .live")?.naturalWidth > 0`)

	// A level is carried as that.
	b.click(`[data-testid="cell-jpeg:20"]`)
	pressed := `document.querySelector('[name="cell"][aria-pressed="true"]')`
	b.holds(atRest(1) + ` && ` + pressed + `?.value === "jpeg:20"`)
	b.click(`[data-step="copy"]`)
	b.holds(`localStorage.getItem("uncodec.condition").includes("jpeg:20")`)
	move("0.25")
	b.holds(pressed + ` === null`)
	b.click(`[data-step="paste"]`)
	b.holds(pressed + `?.value === "jpeg:20"`)
	b.js(`localStorage.setItem("uncodec.condition", JSON.stringify({ mode: "manual", strength: "0.30", "weight.jpeg": "100", cell: "jpeg:33" }))`)
	b.click(`[data-step="paste"]`)
	b.holds(pressed + ` === null && document.querySelector("[data-lost]").textContent === document.querySelector("[data-lost]").dataset.lostLevel`)

	// Of a model with other codecs: what has no name here is left out, and said; what it did not name is none.
	b.run(chromedp.Evaluate[chromedp.Void](`localStorage.setItem("uncodec.condition", JSON.stringify({ mode: "manual", strength: "0.30", "weight.jpeg": "60", "weight.other": "40" }))`))
	b.click(`[data-step="paste"]`)
	b.holds(strength + `.value === "0.3" && [...document.querySelectorAll('#condition [name^="weight."]')].every((w) => w.value === (w.name === "weight.jpeg" ? "60" : "0"))`)
	b.holds(`document.querySelector("[data-lost]").textContent === document.querySelector("[data-lost]").dataset.lost`)
	b.quiet(s.URL)
}
