package handlers

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// finger is a place on the screen, from 0 to 1 along the sides of what a selector finds.
type finger struct{ x, y float64 }

// touch sends what a touch screen would, for fingers over an element; no fingers for an end.
func (b *browser) touch(kind input.DispatchTouchEventType, selector string, fingers ...finger) {
	b.t.Helper()
	box := ask(b, chromedp.Evaluate[[4]float64](fmt.Sprintf(`(({x, y, width, height}) => [x, y, width, height])(document.querySelector(%q).getBoundingClientRect())`, selector)))
	points := []*input.TouchPoint{}
	for n, f := range fingers {
		id := float64(n)
		points = append(points, &input.TouchPoint{X: box[0] + f.x*box[2], Y: box[1] + f.y*box[3], ID: &id})
	}
	must(chromedp.Call(b.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points}))(b.t)
}

// drag moves one finger in steps.
func (b *browser) drag(selector string, from, to finger) {
	b.t.Helper()
	b.touch(input.DispatchTouchEventTypeTouchStart, selector, from)
	for step := 1; step <= 8; step++ {
		part := float64(step) / 8
		b.touch(input.DispatchTouchEventTypeTouchMove, selector, finger{from.x + part*(to.x-from.x), from.y + part*(to.y-from.y)})
	}
	b.touch(input.DispatchTouchEventTypeTouchEnd, selector)
}

// rests waits until a swipe's momentum is spent: fingers on a page that still moves are its own to take.
func (b *browser) rests() {
	b.t.Helper()
	b.run(chromedp.Evaluate[chromedp.Void](`new Promise(done => {
		let last = -1, frames = 0
		const look = () => {
			frames = scrollY === last ? frames + 1 : 0
			last = scrollY
			frames < 20 ? requestAnimationFrame(look) : done()
		}
		look()
	})`, chromedp.EvalAwaitPromise))
}

// TestTouch goes through the studio with fingers on a phone: taps, the divider, two
// fingers that zoom, one that pans, one that paints.
func TestTouch(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.run(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	tap := func(selector string) {
		t.Helper()
		b.holds(fmt.Sprintf(`document.querySelector(%q)?.scrollIntoView({block: "center", behavior: "instant"}) ?? document.querySelector(%q)`, selector, selector))
		b.touch(input.DispatchTouchEventTypeTouchStart, selector, finger{0.5, 0.5})
		b.touch(input.DispatchTouchEventTypeTouchEnd, selector)
	}
	b.open(s.URL)
	b.holds(`document.querySelector(".camera").checkVisibility()`)
	damaged, _ := files(t)
	b.run(chromedp.SetUploadFiles(chromedp.CSS(`[data-camera]`), []string{damaged}))
	b.wait(`[data-testid="posterior"]`)
	b.open(s.URL)
	tap(`[data-testid="sample-retriever"]`)
	b.holds(scripted)
	b.holds(restored)
	tap(`[data-testid="cell-jpeg:10"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 10" && !document.querySelector("[data-job]")`)

	// While the controls are on the screen, so is the picture, and what restores always.
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector(".modes").scrollIntoView({block: "center", behavior: "instant"})`))
	b.holds(`document.querySelector(".frame").getBoundingClientRect().top === 0 && document.querySelector(".stage").clientHeight < innerHeight / 3`)
	b.holds(`document.querySelector(".stage").clientHeight > document.querySelector(".before").clientHeight - 1`)
	for range 12 { // what the focus comes to is between the two
		b.run(chromedp.KeyEvent(kb.Tab))
		b.holds(`((e) => e.closest(".frame, .act") || (e.getBoundingClientRect().bottom <= document.querySelector(".act").getBoundingClientRect().top && e.getBoundingClientRect().top >= innerHeight * 0.3))(document.activeElement)`)
	}
	b.run(chromedp.Evaluate[chromedp.Void](`scrollTo({top: 0, behavior: "instant"})`))
	b.holds(`!document.querySelector(".is-small") && document.querySelector("[data-testid=restore]").getBoundingClientRect().bottom <= innerHeight`)

	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector(".place").scrollIntoView({block: "center", behavior: "instant"})`))
	b.drag(".divider", finger{0.5, 0.5}, finger{0.2, 0.5})
	b.holds(`document.querySelector(".divider").value < 300`)

	pinch := func(from, to float64) {
		b.touch(input.DispatchTouchEventTypeTouchStart, ".stage", finger{0.5 - from, 0.5}, finger{0.5 + from, 0.5})
		for step := 1; step <= 4; step++ {
			by := from + (to-from)*float64(step)/4
			b.touch(input.DispatchTouchEventTypeTouchMove, ".stage", finger{0.5 - by, 0.5}, finger{0.5 + by, 0.5})
		}
		b.touch(input.DispatchTouchEventTypeTouchEnd, ".stage")
	}
	// A swipe that begins on a picture with nothing to pan moves the page.
	down := ask(b, chromedp.Evaluate[float64](`scrollY`))
	b.drag(".stage", finger{0.8, 0.9}, finger{0.8, 0.5})
	b.holds(fmt.Sprintf(`scrollY > %f`, down+20))
	b.rests()
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector(".place").scrollIntoView({block: "center", behavior: "instant"})`))

	// Two fingers enlarge as far as they ask, about what they hold.
	scale := `parseFloat(document.querySelector("[data-scale]").textContent)`
	b.holds(`!document.querySelector(".is-small")`)
	fit := ask(b, chromedp.Evaluate[float64](scale))
	pinch(0.1, 0.15)
	b.holds(fmt.Sprintf(`Math.abs(%s / %f - 1.5) < 0.04`, scale, fit))
	pinch(0.1, 0.2)
	pinch(0.1, 0.2)
	b.holds(fmt.Sprintf(`Math.abs(%s / %f - 6) < 0.1`, scale, fit))
	b.holds(`((v) => { const { x, y } = v.spot(v.middle()); return Math.hypot(x / v.size.w - 0.5, y / v.size.h - 0.5) < 0.05; })(document.querySelector("#viewer"))`)
	left := ask(b, chromedp.Evaluate[float64](`document.querySelector(".stage").scrollLeft`))
	b.drag(".stage", finger{0.8, 0.8}, finger{0.2, 0.8})
	b.holds(fmt.Sprintf(`document.querySelector(".stage").scrollLeft > %f`, left+20))
	pinch(0.3, 0.04)
	b.holds(`document.querySelector('[data-zoom] [value="fit"]').ariaPressed === "true"`)

	tap(`[data-brush] summary`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector(".place").scrollIntoView({block: "center", behavior: "instant"})`))
	b.holds(`!document.querySelector(".is-small") && document.querySelector("[data-brush]").getBoundingClientRect().top >= document.querySelector(".frame").getBoundingClientRect().bottom`)
	pinch(0.1, 0.2)
	b.holds(fmt.Sprintf(`Math.abs(%s / %f - 2) < 0.05 && !document.querySelector("[data-brush-legend] .swatch")`, scale, fit)) // two fingers do not paint
	b.drag(".stage", finger{0.4, 0.45}, finger{0.6, 0.55})
	b.holds(`document.querySelector("[data-brush-legend] .swatch")`)
	b.quiet(s.URL)
}

// TestKioskPinch: two fingers enlarge a page of the studio, and nothing of the kiosk, which would stay so for the next visitor.
func TestKioskPinch(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.run(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	pinched := func() float64 {
		t.Helper()
		b.touch(input.DispatchTouchEventTypeTouchStart, "body", finger{0.45, 0.7}, finger{0.55, 0.7})
		for step := range 12 {
			by := 0.05 + 0.03*float64(step)
			b.touch(input.DispatchTouchEventTypeTouchMove, "body", finger{0.5 - by, 0.7}, finger{0.5 + by, 0.7})
		}
		b.touch(input.DispatchTouchEventTypeTouchEnd, "body")
		return ask(b, chromedp.Evaluate[float64](`visualViewport.scale`))
	}
	b.open(s.URL + "/kiosk")
	b.wait(`[data-begin]`)
	if got := pinched(); got != 1 {
		t.Errorf("two fingers enlarge the kiosk's loop %v times", got)
	}
	b.js(`document.querySelector("[data-begin]").click()`)
	b.holds(`document.querySelector(".kiosk-tile")?.checkVisibility()`)
	if got := pinched(); got != 1 {
		t.Errorf("two fingers enlarge the kiosk's choice %v times", got)
	}
	b.js(`document.querySelector(".kiosk-tile").click()`)
	b.holds(`document.querySelector(".kiosk-panel")?.checkVisibility()`)
	if got := pinched(); got != 1 {
		t.Errorf("two fingers enlarge the kiosk's panel %v times", got)
	}
	b.open(s.URL)
	b.wait(`[data-testid="sample-retriever"]`)
	if got := pinched(); got < 1.2 {
		t.Errorf("two fingers enlarge the studio %v times", got)
	}
}
