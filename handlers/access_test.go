package handlers

import (
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axe runs axe-core over the page by the rules of WCAG 2.2 AA and lists what it finds.
const axe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(r =>
	r.violations.map(v => v.id + ": " + v.help + " at " + v.nodes.map(n => n.target.join(" ")).join(", ")).join("\n"))`

// TestAccess looks for barriers on every page, light, dark and in forced colours, on a
// desktop and a phone.
func TestAccess(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, clean := files(t)
	b.open(s.URL)
	b.choose("reference", clean)
	b.choose("file", damaged)
	b.click(`[data-testid="restore"]`)
	b.wait(`[data-testid="measures"]`)
	b.click(`[data-testid="cell-jpeg:20"]`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 2`)
	b.click(`[data-testid="share"]`)
	b.holds(linkShown)
	link := ask(b, chromedp.Evaluate[string](`document.querySelector("[data-testid=share-link]").value`))
	studio := ask(b, chromedp.Location())
	b.click(`.to-lab`)
	b.click(`[data-testid="sweep-start"]`)
	b.holds(swept)
	lab := ask(b, chromedp.Location())
	b.begin(s.URL, 2)
	b.click(`[data-testid="batch-start"]`)
	b.holds(batchEnded)
	batch := ask(b, chromedp.Location())

	b.open(s.URL + "/experiments")
	pair := ask(b, chromedp.Evaluate[string](`new URLSearchParams([...document.querySelectorAll("[name=pick]")].map((box) => ["pick", box.value])).toString()`))
	for name, page := range map[string]string{"experiments": s.URL + "/experiments", "sweeps": s.URL + "/experiments?kind=sweep&state=done", "shared": link, "leave": s.URL + "/visitor/delete", "discard": s.URL + "/experiments/delete?" + pair, "intake": s.URL, "studio": studio, "lab": s.URL + "/lab", "sweep": lab, "batch": batch, "batch door": s.URL + "/batch", "card": s.URL + "/model?name=fast", "api": s.URL + "/api", "nothing": s.URL + "/images/none"} {
		b.open(page)
		if name == "studio" {
			b.click(`[data-brush] summary`)
			b.click(`[data-loupe]`)
		}
		if name == "experiments" {
			b.click(`[name="pick"]`)
			b.click(`[data-note] summary`)
		}
		b.accessible(name)
	}
	b.mu.Lock()
	b.trouble = nil // the page that is not there is one, on purpose
	b.mu.Unlock()
	b.quiet(s.URL)
}

// still has colours change from one look to the next at once.
var still = &emulation.MediaFeature{Name: "prefers-reduced-motion", Value: "reduce"}

// accessible looks for barriers on the page as it stands.
func (b *browser) accessible(name string) {
	b.t.Helper()
	b.run(chromedp.Evaluate[chromedp.Void](string(must(os.ReadFile("testdata/axe.min.js"))(b.t))))
	for look, features := range map[string][]*emulation.MediaFeature{
		"light":         {{Name: "prefers-color-scheme", Value: "light"}},
		"dark":          {{Name: "prefers-color-scheme", Value: "dark"}},
		"forced colors": {{Name: "forced-colors", Value: "active"}},
	} {
		for _, width := range []int64{1440, 390} {
			b.run(chromedp.EmulateViewport(width, 900))
			must(chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: append(features, still)}))(b.t)
			if found := ask(b, chromedp.Evaluate[string](axe, chromedp.EvalAwaitPromise)); found != "" {
				b.t.Errorf("%s, %s, %d pixels wide:\n%s", name, look, width, found)
			}
		}
	}
}
