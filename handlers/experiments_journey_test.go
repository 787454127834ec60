package handlers

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// stored restores two samples, one of them three times, and sweeps one.
func (b *browser) stored(address string) {
	b.t.Helper()
	b.open(address)
	b.click(`[data-testid="sample-retriever"]`)
	b.holds(restored)
	for n, cell := range []string{"jpeg:40", "hevc:27"} {
		b.click(`[data-testid="cell-` + cell + `"]`)
		b.holds(`document.querySelectorAll("[data-testid=history-row]").length === ` + string(rune('2'+n)) + ` && !document.querySelector("[data-job]")`)
	}
	b.click(`.to-lab`)
	b.wait(`[data-testid="sweep-start"]`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-testid=sweep-start]").form.elements.model.value = "fast"`)) // has fewer cells
	b.click(`[data-testid="sweep-start"]`)
	b.holds(swept)
	b.open(address)
	b.click(`[data-testid="sample-bay"]`)
	b.holds(restored)
}

const listed = `document.querySelectorAll("[data-testid=list-row]").length`

// TestExperimentsJourney is a researcher's way: find, sort, annotate, compare, delete.
func TestExperimentsJourney(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.stored(s.URL)
	for _, page := range []string{"/experiments", "/lab"} {
		b.open(s.URL + page)
		b.run(chromedp.EmulateViewport(320, 800))
		b.holds(`document.documentElement.scrollWidth <= innerWidth`)
		b.run(chromedp.EmulateViewport(1280, 800))
		b.run(chromedp.Evaluate[chromedp.Void](`document.documentElement.style.fontSize = "200%"`)) // larger letters
		b.holds(`document.documentElement.scrollWidth <= innerWidth`)
	}
	b.run(chromedp.EmulateViewport(1440, 900))
	b.experiments(s.URL)

	// With the script, a page's rows are ticked at once and counted.
	b.open(s.URL + "/experiments")
	b.click(`[data-tick-all]`)
	b.holds(`document.querySelector("[data-ticked]").textContent.startsWith("3 ") && document.querySelectorAll("[name=pick]:checked").length === 3`)
	b.quiet(s.URL)
}

// TestExperimentsWithoutScript goes the same way by forms and links alone.
func TestExperimentsWithoutScript(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.stored(s.URL)
	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))(t)
	b.experiments(s.URL)
	b.quiet(s.URL)
}

// experiments goes through the room, which has what stored left.
func (b *browser) experiments(address string) {
	b.t.Helper()
	b.open(address)
	b.click(`.rooms [href="/experiments"]`)
	b.holds(listed + ` === 4`)
	b.click(`.list thead [href*="sort=psnr"]`)
	b.holds(`document.querySelector('[aria-sort="descending"]')?.innerText === "PSNR gain"`)
	const gains = `[...document.querySelectorAll("td[data-label='PSNR gain']")].map((c) => parseFloat(c.innerText.replace("−", "-")))`
	b.holds(gains + `.every((v, n, all) => n === 0 || all[n - 1] >= v)`)
	b.click(`.list thead [href*="sort=psnr"]`)
	b.holds(gains + `.every((v, n, all) => n === 0 || all[n - 1] <= v) && document.querySelector('[aria-sort="ascending"]')`)

	b.run(chromedp.SendKeys(chromedp.CSS(`[name="text"]`), "retriever"))
	b.click(`[data-testid="list-apply"]`)
	b.holds(listed + ` === 3 && location.search.includes("sort=psnr")`)

	b.click(`[data-note] summary`)
	b.run(chromedp.SendKeys(chromedp.CSS(`[data-note][open] textarea`), "worth a look"))
	b.click(`[data-note][open] button`)
	b.holds(`document.querySelector(".list-said")?.innerText === "worth a look" && location.search.includes("text=retriever") && document.querySelector("tr:target")`)
	b.run(chromedp.EmulateViewport(1440, 320))
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("tr:target").scrollIntoView()`))
	b.holds(`scrollY > 0 && document.querySelector("tr:target").getBoundingClientRect().top >= document.querySelector(".list thead").getBoundingClientRect().bottom`)
	b.run(chromedp.EmulateViewport(1440, 900))

	b.click(`[name="pick"]`)
	b.click(`[data-testid="list-compare"]`)
	if got := b.text(`[data-testid="list-trouble"]`); !strings.Contains(got, "one more") {
		b.t.Errorf("one row ticked: %s", got)
	}
	b.mu.Lock()
	b.trouble = nil // the console tells of the 400, which is on purpose
	b.mu.Unlock()
	b.holds(`document.querySelectorAll("[name=pick]:checked").length === 1 && ` + listed + ` === 3`)
	b.click(`[data-testid="list-row"]:nth-child(2) [name="pick"]`)
	b.click(`[data-testid="list-compare"]`)
	b.click(`[data-testid="together"]`)
	b.holds(`location.pathname.startsWith("/images/") && location.search.includes("with=") && document.querySelector(".before img")?.src.includes("/restorations/")`)
	b.holds(`document.querySelector(".history")?.innerText.includes("worth a look")`)

	b.open(address + "/experiments")
	b.holds(listed + ` === 4`)
	b.click(`[data-testid="list-row"]:nth-child(1) [name="pick"]`)
	b.click(`[data-testid="list-row"]:nth-child(2) [name="pick"]`)
	b.click(`[data-testid="list-compare"]`)
	if got := b.text(`[data-testid="compared"]`); !strings.Contains(got, "Golden Retriever") && !strings.Contains(strings.ToLower(got), "retriever") || !strings.Contains(got, "→") {
		b.t.Errorf("two pictures side by side: %s", got)
	}
	b.holds(`[...document.querySelectorAll(".list-pair img")].length === 2 && [...document.images].every((i) => i.complete && i.naturalWidth > 0)`)

	b.open(address + "/experiments?text=retriever")
	b.click(`[name="pick"]`)
	b.click(`[data-testid="list-delete"]`)
	b.wait(`[data-testid="discard"]`)
	b.click(`[data-testid="discard-yes"]`)
	b.holds(listed + ` === 2 && location.search === "?text=retriever"`)

	b.click(`.list-tabs [href*="sweep"]`)
	b.holds(listed + ` === 1`)
	b.click(`[data-testid="list-open"]`)
	b.holds(`location.pathname.startsWith("/lab/") && document.querySelector("[data-testid=heat]")`)
}
