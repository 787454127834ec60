package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"uncodec/web"
)

// TestViewerZooms: the wheel magnifies as far as it is turned, about where it points; two clicks go there and back.
func TestViewerZooms(t *testing.T) {
	s, b := inStudio(t)
	const zoom = `Number(document.querySelector("#viewer").scale().toFixed(4))`
	b.js(`window.turn = (by) => { const stage = document.querySelector(".stage"), box = stage.getBoundingClientRect();
		stage.dispatchEvent(new WheelEvent("wheel", {ctrlKey: true, deltaY: by, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true})); }`)
	b.click(`[data-zoom] [value="4"]`)
	fit := ask(b, chromedp.Evaluate[float64](zoom))
	const spot = `document.querySelector("#viewer").spot({x: document.querySelector(".stage").clientWidth / 2, y: document.querySelector(".stage").clientHeight / 2}).x`
	at := ask(b, chromedp.Evaluate[float64](spot))
	for range 10 { // as two fingers on a pad send it
		b.js(`turn(-3)`)
	}
	b.holds(fmt.Sprintf(`Math.abs(%s / %f - Math.exp(0.3)) < 0.01 && Math.abs(%s - %f) < 1`, zoom, fit, spot, at))
	b.js(`turn(-400)`) // as some wheels do
	b.holds(zoom + ` === 8`)
	b.holds(`document.querySelector('[data-zoom] [value="8"]').ariaPressed === "true" && location.hash.includes("zoom=8")`)
	for range 12 {
		b.js(`turn(120)`)
	}
	b.holds(zoom + ` === Math.min(1, document.querySelector("#viewer").scale("fit"))`)

	b.click(`[data-zoom] [value="fit"]`)
	twice := `document.querySelector(".stage").dispatchEvent(new MouseEvent("dblclick", {clientX: 300, clientY: 300, bubbles: true}))`
	b.js(twice)
	b.holds(zoom + ` > document.querySelector("#viewer").scale("fit")`)
	b.js(twice)
	b.holds(`document.querySelector("#viewer").zoom === "fit"`)

	// Of two side by side both show the spot that was pointed at in either.
	b.click(`[data-view] [value="side"]`)
	b.js(`{ const stage = document.querySelector(".stage"), box = stage.getBoundingClientRect(); window.pointed = document.querySelector("#viewer").spot({x: box.width / 4, y: box.height / 2});
		stage.dispatchEvent(new MouseEvent("dblclick", {clientX: box.x + 3 * box.width / 4, clientY: box.y + box.height / 2, bubbles: true})); }`)
	b.holds(`document.querySelector("#viewer").zoom !== "fit" && ((v) => Math.abs(v.spot({x: v.pane().w / 2, y: v.pane().h / 2}).x - window.pointed.x) < 1)(document.querySelector("#viewer"))`)
	b.quiet(s.URL)
}

// TestViewerTells: what is held over the difference is the upload as it is; what is chosen from the list comes into sight; what
// was made before is said to be what is seen; the divider says what it shows.
func TestViewerTells(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(atRest(1))
	b.click(`[data-testid="cell-jpeg:40"]`)
	b.holds(atRest(2))
	b.holds(`document.querySelector(".divider").getAttribute("aria-valuetext") === "As it came 50 %, Restored 50 %"`)
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector(".act .job-text")?.textContent === ` + strconv.Quote(web.Words.RestoredAlready) + ` && document.querySelectorAll("[data-testid=history-row]").length === 2`)
	if saved := ask(b, chromedp.Evaluate[string](`fetch(document.querySelector("#save").action + "?" + new URLSearchParams(new FormData(document.querySelector("#save"), document.querySelector("[data-testid=save]")))).then((r) => r.headers.get("Content-Type"))`, chromedp.EvalAwaitPromise)); saved != "image/jpeg" {
		t.Errorf("a JPEG is saved as %s", saved)
	}

	b.click(`[data-view] [value="difference"]`)
	filter := `getComputedStyle(document.querySelector(".canvas")).filter`
	b.holds(filter + ` === "brightness(8)"`)
	b.js(`document.querySelector("#viewer").hold(true)`)
	b.holds(filter + ` === "none" && !document.querySelector(".side-label.left").hidden`)
	b.js(`document.querySelector("#viewer").hold(false)`)
	b.holds(filter + ` === "brightness(8)" && document.querySelector(".side-label.left").hidden`)

	b.js(`scrollTo({top: document.body.scrollHeight, behavior: "instant"}); document.querySelector(".history [data-swap]").dispatchEvent(new MouseEvent("click", {detail: 1, bubbles: true, cancelable: true}))`)
	b.holds(shownIs("JPEG QF 10"))
	inSight := `(({top, bottom}) => top >= 0 && bottom <= innerHeight)(document.querySelector(".stage").getBoundingClientRect())`
	b.holds(inSight + ` && document.activeElement.matches(".stage")`)
	b.holds(`document.querySelector("#said").textContent === "JPEG QF 10: Shown"`)
	b.js(`scrollTo({top: document.body.scrollHeight, behavior: "instant"}); { const show = document.querySelector(".history [data-swap]"); show.focus(); show.click(); }`) // by a key
	b.holds(shownIs("JPEG QF 40") + ` && ` + inSight + ` && document.activeElement.closest("#history")`)

	// Another picture that is dropped here is opened; of several the page says where they go.
	drop := func(names string) {
		b.js(`{ const dropped = new DataTransfer(); for (const name of [` + names + `]) dropped.items.add(new File(["no picture"], name)); document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped})) }`)
	}
	drop(`"a.jpg", "b.jpg"`)
	b.holds(refusal + ` === ` + strconv.Quote(web.Words.DropOne))
	drop(`"a.jpg"`)
	b.holds(refusal + `?.includes("JPEG, PNG or WebP")`)
	if taken := ask(b, chromedp.Evaluate[bool](`(() => { const dropped = new DataTransfer(); dropped.items.add(new File(["its original"], "o.png")); return !document.querySelector('[name="reference"]').dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped})); })()`)); taken {
		t.Error("a file that is dropped on a control of the page is taken away from it")
	}
	b.mu.Lock()
	b.trouble = nil // the text that is no picture is one, on purpose
	b.mu.Unlock()
	b.quiet(s.URL)
}

// TestShareAlone: a link that no other machine can open says so.
func TestShareAlone(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	image := v.picture()
	v.restored(image, `{"mode":"manual","codec":{"jpeg":1},"level":"10"}`)
	v.shared(image, "")
	if page := string(v.get("/images/" + image).body); !strings.Contains(page, `data-testid="share-alone"`) {
		t.Error("the page does not say that 127.0.0.1 is this machine alone")
	}
	for host, want := range map[string]bool{
		"127.0.0.1:8080": true, "localhost": true, "[::1]:8080": true, "studio.localhost:80": true, "lab.example.org": false, "192.168.1.7:8080": false, "[2001:db8::1]": false,
	} {
		if got := alone(&http.Request{Host: host}); got != want {
			t.Errorf("%s is alone: %v", host, got)
		}
	}
}
