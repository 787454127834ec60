package handlers

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestShotsOfExperiments keeps screenshots of the room of everything stored, as TestShots does.
func TestShotsOfExperiments(t *testing.T) {
	keepShots(t)
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL + "/experiments")
	b.wait(`[data-testid="list-nothing"]`)
	b.shot("experiments-empty", 1440, 900, false)
	b.stored(s.URL)
	b.open(s.URL + "/experiments")
	b.holds(`document.images.length > 0`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("[name=pick]")[0].click(); document.querySelectorAll("[name=pick]")[2].click(); document.querySelectorAll("[data-note]")[1].open = true`))
	b.shot("experiments", 1440, 900, true)
	b.shot("experiments-phone", 390, 844, true)
	b.shot("experiments-tablet", 820, 1180, true)
	b.shot("experiments-wide", 2560, 1440, false)
	b.click(`[data-testid="list-compare"]`)
	b.wait(`[data-testid="compared"]`)
	b.shot("compared", 1440, 900, true)
	b.shot("compared-phone", 390, 844, true)
	b.open(s.URL + "/experiments?codec=jpeg&mode=manual")
	b.click(`[name="pick"]`)
	b.click(`[data-testid="list-compare"]`)
	b.wait(`[data-testid="list-trouble"]`)
	b.shot("experiments-trouble", 1440, 900, false)
	b.shot("experiments-trouble-phone", 390, 844, false)
	b.click(`[data-testid="list-delete"]`)
	b.wait(`[data-testid="discard"]`)
	b.shot("discard", 1440, 900, false)
	b.open(s.URL + "/lab")
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[name=none]").click(); document.querySelector("[name=settings]").value = "jpeg:10 webp:20"`))
	b.click(`[data-testid="evaluation-start"]`)
	b.holds(`document.querySelector("[data-testid=evaluated]")`)
	b.shot("evaluation-open", 1440, 900, false)
	b.holds(`document.querySelector("[data-testid=evaluated]") && !document.querySelector("[data-testid=evaluation-job]")`)
	b.shot("evaluation", 1440, 900, true)
	b.shot("evaluation-phone", 390, 844, true)
	b.open(s.URL + "/experiments?kind=evaluation")
	b.shot("experiments-evaluations", 1440, 900, true)
	b.shot("experiments-evaluations-phone", 390, 844, true)
	b.open(s.URL + "/experiments?kind=sweep")
	b.shot("experiments-sweeps", 1440, 900, true)
	b.shot("experiments-sweeps-phone", 390, 844, true)
}
