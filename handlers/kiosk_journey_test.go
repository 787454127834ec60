package handlers

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"uncodec/web"
)

// answered holds when the kiosk has answered the last touch of a control.
const answered = `document.querySelector("[data-stage].filled") && document.querySelector("[data-busy]").hidden && document.querySelector(".kiosk-before").complete && document.querySelector(".kiosk-after").complete`

// times sets the kiosk's times, in seconds, and begins to count anew.
func (b *browser) times(idle, countdown float64) {
	b.t.Helper()
	b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`Object.assign(document.querySelector("#kiosk").dataset, {idle: "%g", countdown: "%g"}); window.dispatchEvent(new Event("wheel"))`, idle, countdown)))
}

// TestKioskJourney is a visitor's ten seconds, and what follows when they go.
func TestKioskJourney(t *testing.T) {
	dir := t.TempDir()
	s := startSite(t, dir)
	b := openBrowser(t)
	before := keptIn(t, dir)
	b.run(chromedp.EmulateViewport(1440, 900, chromedp.EmulateTouch))
	tap := func(selector string) {
		t.Helper()
		b.touch(input.DispatchTouchEventTypeTouchStart, selector, finger{0.5, 0.5})
		b.touch(input.DispatchTouchEventTypeTouchEnd, selector)
	}
	at := func(screen string) {
		t.Helper()
		b.holds(fmt.Sprintf(`document.querySelector("#kiosk").dataset.at === %q`, screen))
	}

	b.open(s.URL + "/kiosk")
	b.holds(`document.querySelector(".kiosk-slide img")?.complete && document.querySelector("[data-caption]").textContent`)
	at("attract")
	b.holds(`document.activeElement.matches("[data-begin]")`)
	tap(".kiosk-show")
	at("choose")
	tap(`[data-testid="tile-retriever"]`)
	at("play")
	b.holds(answered)
	if text := b.text(`[data-testid="kiosk-belief"]`); !strings.Contains(text, "JPEG") {
		t.Errorf("the belief reads %q", text)
	}
	b.holds(`/^\d\d\.\d\d→\d\d\.\d\ddB$/.test(document.querySelector("[data-testid=kiosk-psnr]").innerText.replace(/\s/g, ""))`)
	if cost := b.text(`[data-testid="kiosk-cost"]`); !strings.Contains(cost, "KiB in place of 768 KiB") {
		t.Errorf("the cost reads %q", cost)
	}

	// The divider: dragged anywhere, tapped, by keys.
	split := `parseFloat(document.querySelector("[data-stage]").style.getPropertyValue("--at"))`
	b.drag(".kiosk-range", finger{0.5, 0.2}, finger{0.2, 0.25})
	b.holds(`Math.abs(` + split + ` - 20) < 3 && getComputedStyle(document.querySelector(".kiosk-after")).clipPath.includes(` + split + `.toString())`)
	b.touch(input.DispatchTouchEventTypeTouchStart, ".kiosk-range", finger{0.8, 0.7})
	b.touch(input.DispatchTouchEventTypeTouchEnd, ".kiosk-range")
	b.holds(`Math.abs(` + split + ` - 80) < 3`)
	b.run(chromedp.Focus(chromedp.CSS(".kiosk-range")), chromedp.KeyEvent(kb.ArrowLeft))
	b.holds(`Math.abs(` + split + ` - 77.5) < 3`)

	// Another setting, and a wrong belief: each answered anew.
	shown := func() string { return ask(b, chromedp.Evaluate[string](`document.querySelector(".kiosk-after").src`)) }
	first := shown()
	tap(`[data-control="codec"] [value="webp"]`)
	b.holds(answered + ` && document.querySelector(".kiosk-after").src !== ` + strconv.Quote(first))
	b.holds(`document.querySelector('[data-label="before"]').textContent === "WebP QF 10" && document.querySelector('[data-control="codec"] [value="webp"]').ariaPressed === "true"`)
	believed := b.text(`[data-psnr="after"]`)
	tap(`[data-control="belief"] [value="other"]`)
	b.holds(answered + ` && !document.querySelector("[data-told]").hidden`)
	if told, now := b.text("[data-told]"), b.text(`[data-psnr="after"]`); !strings.Contains(told, "told: JPEG") || !strings.Contains(told, "costs") || now >= believed {
		t.Errorf("told wrong: %q, %s dB, and %s as believed", told, now, believed)
	}
	tap(`[data-control="belief"] [value="auto"]`)
	b.holds(answered + ` && document.querySelector("[data-told]").hidden`)

	// Nobody there? Yes, by the button; yes, by a touch anywhere, which presses nothing behind.
	open := `document.querySelector("[data-still]").open`
	b.times(0.2, 60)
	b.holds(open + ` && document.activeElement.matches("[data-testid=kiosk-yes]") && document.querySelector("[data-left]").textContent > 50`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("#kiosk").dataset.idle = "60"`))
	tap(`[data-testid="kiosk-yes"]`)
	b.holds(`!` + open)
	b.times(0.2, 60)
	b.holds(open)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("#kiosk").dataset.idle = "60"`))
	tap(`[data-control="belief"] [value="strong"]`)
	b.holds(`!` + open + ` && ` + answered)
	at("play")
	b.holds(`document.querySelector('[data-control="belief"] [value="auto"]').ariaPressed === "true"`)

	// And nobody: all is as at first.
	b.times(0.2, 1)
	at("attract")
	b.holds(`!` + open + ` && !document.querySelector("[data-stage].filled") && document.querySelector(".kiosk-range").value === "500" && !document.querySelector("[data-stage] img[src]") && !document.querySelector("[data-cost]").textContent`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("#kiosk").dataset.idle = "60"`))
	tap(".kiosk-show")
	tap(`[data-testid="tile-retriever"]`)
	b.holds(answered + ` && document.querySelector('[data-control="codec"] [value="jpeg"]').ariaPressed === "true"`)

	b.holds(`document.cookie === "" && localStorage.length === 0 && sessionStorage.length === 0`)
	if after := keptIn(t, dir); after != before {
		t.Errorf("the folder has changed from\n%sto\n%s", before, after)
	}
	b.quiet(s.URL)
}

// TestKioskAway: a kiosk that cannot reach the studio asks again by itself for what was touched.
func TestKioskAway(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	b.open(s.URL + "/kiosk")
	b.click(`[data-begin]`)
	b.click(`[data-testid="tile-retriever"]`)
	b.holds(answered)
	b.js(`window.whole = window.fetch; window.fetch = () => Promise.reject(new TypeError("Failed to fetch"))`)
	b.click(`[data-control="codec"] [value="webp"]`)
	b.holds(`document.querySelector("[data-trouble]").checkVisibility() && document.querySelector("[data-trouble]").textContent === ` + strconv.Quote(web.Words.KioskAway))
	b.js(`window.fetch = window.whole`)
	b.holds(answered + ` && document.querySelector("[data-trouble]").hidden && document.querySelector('[data-label="before"]').textContent === "WebP QF 10"`)
	b.quiet(s.URL)
}

// small lists what can be touched and is smaller than a kiosk's targets are.
const small = `[...document.querySelectorAll("#kiosk button, #kiosk a, #kiosk input")].filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44).map(([e]) => e).join("\n")`

// TestKioskAccess looks for barriers on each of the kiosk's screens, and for targets that
// a thumb misses.
func TestKioskAccess(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL + "/kiosk")
	s.exhibited()
	look := func(name string) {
		t.Helper()
		b.accessible("kiosk, " + name) // and leaves a phone's width
		if found := ask(b, chromedp.Evaluate[string](small)); found != "" {
			t.Errorf("%s: too small to touch:\n%s", name, found)
		}
		b.holds(`document.documentElement.scrollWidth <= innerWidth`)
	}
	look("loop")
	b.click(`[data-begin]`)
	look("choice")
	b.click(`[data-testid="tile-night"]`)
	b.holds(answered)
	look("play")
	b.run(chromedp.EmulateViewport(1080, 1920)) // read from as far as the same screen on its side
	b.holds(`[...document.querySelectorAll(".kiosk-buttons button")].every((b) => b.clientHeight >= 64 && parseFloat(getComputedStyle(b).fontSize) >= 24) && parseFloat(getComputedStyle(document.querySelector(".kiosk-answer .quiet")).fontSize) >= 20`)
	b.times(0.2, 60)
	b.holds(`document.querySelector("[data-still]").open`)
	look("still there")
}

// TestKioskFits: on a small kiosk's screen nothing has to be scrolled, and every word has its room.
func TestKioskFits(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	b.run(chromedp.EmulateViewport(800, 480))
	fits := func() {
		t.Helper()
		b.holds(`[...document.querySelectorAll(".kiosk-choice, .kiosk-panel, .kiosk-buttons button")].filter((e) => e.checkVisibility()).every((e) => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth)`)
	}
	b.open(s.URL + "/kiosk")
	b.click(`[data-begin]`)
	b.holds(`[...document.querySelectorAll(".kiosk-tile img")].every((i) => i.complete)`)
	fits()
	b.click(`[data-testid="tile-night"]`)
	b.holds(answered)
	b.click(`[data-control="step"] [value="2"]`)
	b.holds(answered)
	b.click(`[data-control="belief"] [value="other"]`)
	b.holds(answered + ` && !document.querySelector("[data-told]").hidden`)
	fits()
	b.quiet(s.URL)
}

// TestKioskWithoutScript: the samples lead to the studio by plain forms.
func TestKioskWithoutScript(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))(t)
	b.open(s.URL + "/kiosk")
	b.click(`[data-testid="tile-night"]`)
	b.wait(`[data-testid="posterior"]`)
	b.quiet(s.URL)
}

// TestKioskScreens holds the kiosk's screens against golden ones.
func TestKioskScreens(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL)
	b.inDejaVu()
	b.open(s.URL + "/kiosk")
	b.click(`[data-begin]`)
	b.holds(`[...document.querySelectorAll(".kiosk-tile img")].every((i) => i.complete)`)
	b.golden("kiosk-choice-light", 1440, 900, "light")
	b.golden("kiosk-choice-phone-dark", 390, 844, "dark")
	b.click(`[data-testid="tile-retriever"]`)
	b.holds(answered)
	b.golden("kiosk-play-dark", 1440, 900, "dark")
	b.golden("kiosk-play-phone-light", 390, 844, "light")
}

// TestKioskHasNoWayOut: in full screen, where no browser leads back, nothing leads into the
// studio; in a window something does, and the studio's foot leads back.
func TestKioskHasNoWayOut(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	const leads = `[...document.querySelectorAll("#kiosk a")].some((a) => a.checkVisibility())`
	b.open(s.URL + "/kiosk")
	b.holds(leads)
	b.click(`.kiosk-corner a`)
	b.wait(`#intake`)
	b.click(`.foot [href="/kiosk"]`)
	b.wait(`[data-begin]`)
	b.click(`[data-full]`)
	b.holds(`document.fullscreenElement && matchMedia("(display-mode: fullscreen)").matches && !` + leads + ` && document.activeElement.matches("[data-begin]")`)
	b.click(`[data-begin]`)
	b.holds(`document.querySelector("#kiosk").dataset.at === "choose" && !` + leads)
	b.run(chromedp.Evaluate[chromedp.Void](`document.exitFullscreen()`))
	b.holds(`!document.fullscreenElement && ` + leads)
	b.quiet(s.URL)
}
