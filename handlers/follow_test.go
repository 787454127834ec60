package handlers

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestFollow: previews come while a hand moves, what was begun by a move leaves nothing as the next one comes, and to
// look at a mode is no move.
func TestFollow(t *testing.T) {
	s, b := inStudio(t)
	const rest = `document.querySelectorAll("[data-testid=history-row]").length === 1 && !document.querySelector("[data-job]")`
	b.click(`[data-testid="restore"]`)
	b.holds(rest)
	for _, mode := range []string{"manual", "relative", "auto"} {
		b.js(`document.querySelector('#condition [name="mode"][value="` + mode + `"]').click()`)
		time.Sleep(800 * time.Millisecond) // longer than a control rests before it is followed
		b.holds(rest)
	}

	b.js(`{ const viewer = document.querySelector("#viewer"), { showLive } = viewer, form = document.querySelector("#condition");
		window.shown = 0;
		viewer.showLive = (...what) => { window.shown++; showLive.apply(viewer, what) };
		form.elements.mode.value = "manual";
		window.move = (kind) => form.elements.strength.dispatchEvent(new Event(kind, { bubbles: true }));
		window.moving = setInterval(() => { form.elements.strength.value = Math.random(); move("input") }, 30) }`)
	b.holds(`window.shown > 1`)
	b.js(`clearInterval(window.moving); document.querySelector("[data-testid=views]").value = 8; move("change")`)
	b.wait(`[data-job][data-open]`)

	// How carefully the next one is to be made is no move.
	b.js(`window.job = document.querySelector("[data-job]").dataset.job;
		document.querySelector("[data-testid=views]").dispatchEvent(new Event("input", { bubbles: true }))`)
	time.Sleep(300 * time.Millisecond)
	b.holds(`document.querySelector("[data-job][data-open]")?.dataset.job === window.job`)
	b.js(`move("input")`)
	b.holds(rest)

	// A mode that was there before is a move once something else was asked for.
	b.js(`document.querySelector("[data-testid=views]").value = 1; document.querySelector("[data-testid='cell-jpeg:20']").click()`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 20" || document.querySelector("[data-job][data-open]")`)
	b.js(`document.querySelector('#condition [name="mode"][value="auto"]').click()`)
	b.holds(`document.querySelector(".history .shown .tag")?.textContent === "Auto" && !document.querySelector("[data-job]")`)

	// Relative tells where its scale ends.
	b.js(`{ const form = document.querySelector("#condition"), { delta } = form.elements;
		form.elements.mode.value = "relative"; delta.value = 1; delta.dispatchEvent(new Event("input", { bubbles: true })) }`)
	b.holds(`document.querySelector(".for-relative output").textContent === "+1.00 → 1.00"`)
	b.quiet(s.URL)
}

// TestKeysAnywhere: the viewer's keys answer while nothing has the focus, and from its buttons.
func TestKeysAnywhere(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector("[data-testid=after]")?.naturalWidth > 0 && !document.querySelector("[data-job]")`)
	b.js(`document.activeElement.blur(); scrollTo(0, 0)`)
	b.run(chromedp.KeyEvent("d"))
	b.holds(`document.querySelector("#viewer").view === "difference"`)
	b.click(`[data-view] [value="side"]`)
	b.run(chromedp.KeyEvent("d"))
	b.holds(`document.querySelector("#viewer").view === "difference"`)
	b.js(`document.activeElement.blur()`)
	hold := func(kind string) {
		b.js(`document.body.dispatchEvent(new KeyboardEvent("` + kind + `", { key: " ", bubbles: true, cancelable: true }))`)
	}
	hold("keydown")
	b.holds(`document.querySelector("#viewer").classList.contains("is-holding")`)
	hold("keyup")
	b.holds(`!document.querySelector("#viewer").classList.contains("is-holding")`)

	b.js(`document.querySelector("[data-hold]").focus()`)
	for _, held := range []string{"true", "false", "true", "false"} { // a press each
		b.run(chromedp.KeyEvent(" "))
		b.holds(`document.querySelector("[data-hold]").ariaPressed === "` + held + `"`)
	}

	b.click(`[data-zoom] [value="8"]`)
	b.click(`[data-loupe]`)
	b.holds(`document.querySelector("[data-loupe-glass]").dataset.power > 1.9 * document.querySelector("#viewer").drawn.scale`)
	b.quiet(s.URL)
}
