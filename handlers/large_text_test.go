package handlers

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// beyond are the elements that reach beyond the right edge of the window and can't be scrolled to.
const beyond = `[...document.querySelectorAll("main *")].filter((e) => {
	const at = e.getBoundingClientRect();
	if (!at.width || at.right <= innerWidth + 1 || e.closest(".visually-hidden, thead")) return false;
	for (let p = e.parentElement; p; p = p.parentElement) if (["auto", "scroll"].includes(getComputedStyle(p).overflowX)) return false;
	return true;
}).map((e) => e.tagName + "." + e.className).join(" ")`

// TestLargeText: on a phone whose owner reads text twice as large, nothing is cut off at the edge, and every level is
// read whole.
func TestLargeText(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t, chromedp.Flag("blink-settings", "defaultFontSize=32"))
	b.run(chromedp.EmulateViewport(390, 844))
	damaged, _ := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.wait(`#condition`)
	fits := func(what string) {
		t.Helper()
		if cut := ask(b, chromedp.Evaluate[string](beyond)); cut != "" {
			t.Errorf("%s: beyond the edge are %s", what, cut)
		}
	}
	for _, mode := range []string{"auto", "relative", "manual"} {
		b.js(`document.querySelector('[name="mode"][value="` + mode + `"]').click()`)
		fits(mode)
	}
	if cut := ask(b, chromedp.Evaluate[string](`[...document.querySelectorAll(".cell, .act .button")].filter((c) => c.scrollWidth > c.clientWidth).map((c) => c.innerText).join(" ")`)); strings.TrimSpace(cut) != "" {
		t.Errorf("cut: %s", cut)
	}
	for _, page := range []string{"/", "/batch", "/lab", "/experiments", "/model", "/api"} {
		b.open(s.URL + page)
		b.wait(`main`)
		fits(page)
	}
	b.quiet(s.URL)
}

// TestLowScreens: on a phone on its side and where a desk's page is enlarged, what stands beside each other does not
// overlap, every level is read whole, and no tool hides.
func TestLowScreens(t *testing.T) {
	s, b := besideOriginal(t)
	b.click(`[data-testid="restore"]`)
	b.holds(restored)
	for _, size := range [][2]int64{{844, 390}, {720, 450}, {680, 400}, {1000, 700}, {390, 844}} {
		b.run(chromedp.EmulateViewport(size[0], size[1]))
		if over := ask(b, chromedp.Evaluate[bool](`(() => {
			const [a, c] = [".measures", ".download"].map((s) => document.querySelector(s).getBoundingClientRect());
			return a.right > c.left && c.right > a.left && a.bottom > c.top && c.bottom > a.top;
		})()`)); over {
			t.Errorf("%v: the measures and what saves lie over each other", size)
		}
		for what, cut := range map[string]string{
			"levels": `[...document.querySelectorAll(".cell-p")].filter((p) => p.offsetLeft < 0 || p.scrollWidth > p.parentElement.clientWidth)`,
			"tools":  `[...document.querySelectorAll(".tools button")].filter((e) => e.getBoundingClientRect().right > e.closest(".viewer").getBoundingClientRect().right + 1)`,
		} {
			if text := ask(b, chromedp.Evaluate[string](cut+`.map((e) => e.innerText).join(" ")`)); text != "" {
				t.Errorf("%v: cut off of the %s: %s", size, what, text)
			}
		}
	}
	b.quiet(s.URL)
}
