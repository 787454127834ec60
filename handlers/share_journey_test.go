package handlers

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const linkShown = `document.querySelector("[data-testid=share-link]")?.value.includes("/shared/")`

// TestShareJourney: a person makes a link, a stranger's browser opens it and sees the picture,
// the person ends it, and the stranger sees nothing any more.
func TestShareJourney(t *testing.T) {
	s := startSite(t, t.TempDir())
	owner, stranger := openBrowser(t), openBrowser(t)
	link := owner.sharing(s.URL)

	stranger.open(link)
	stranger.holds(`document.querySelector("[data-testid=after]")?.naturalWidth === 160 && document.querySelector(".before img").naturalWidth === 160`)
	if said := stranger.text(`[data-testid="belief"]`); !strings.Contains(said, "JPEG") {
		t.Errorf("the belief reads %q", said)
	}
	if made := stranger.text(`[data-testid="summary"]`); !strings.Contains(made, "JPEG QF 10") {
		t.Errorf("the restoration was made under %q", made)
	}
	stranger.holds(`document.querySelector("#viewer").clientWidth > 0.9 * innerWidth`)
	stranger.click(`[data-zoom] [value="8"]`)
	stranger.holds(`document.querySelector("[data-scale]").textContent === "800 %"`)
	stranger.click(`[data-view] [value="difference"]`)
	stranger.holds(`getComputedStyle(document.querySelector(".after")).mixBlendMode === "difference"`)
	if found := ask(stranger, chromedp.Evaluate[string](`document.cookie + [...document.forms].filter((f) => f.method !== "get").map((f) => f.action)`)); found != "" {
		t.Errorf("the stranger's page has %s", found)
	}
	stranger.quiet(s.URL)

	// Copied, and carried along to the restoration that is shown next.
	owner.click(`[data-copy]`)
	owner.holds(`document.querySelector("[data-share] output").textContent === "Copied."`)
	owner.click(`[data-testid="cell-hevc:42"]`)
	owner.holds(linkShown + ` && document.querySelector(".history .shown strong")?.textContent === "HEVC QP 42"`)
	stranger.open(ask(owner, chromedp.Evaluate[string](`document.querySelector("[data-testid=share-link]").value`)))
	stranger.holds(`document.querySelector("[data-testid=summary]")?.textContent.includes("HEVC QP 42")`)

	owner.click(`[data-testid="unshare"]`)
	owner.holds(`document.activeElement.matches("[data-testid=share]")`)
	stranger.open(link)
	stranger.wait(`[data-testid="failure"]`)
	if status := ask(stranger, chromedp.Evaluate[int](`performance.getEntriesByType("navigation")[0].responseStatus`)); status != http.StatusNotFound {
		t.Errorf("the ended link answers %d", status)
	}
	owner.quiet(s.URL)
}

// sharing restores a picture, makes its link in place and returns that.
func (b *browser) sharing(address string) (link string) {
	b.t.Helper()
	damaged, clean := files(b.t)
	b.open(address)
	b.choose("reference", clean)
	b.choose("file", damaged)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.wait(`[data-testid="measures"]`)
	b.holds(`!document.querySelector("[data-job]")`)
	here := ask(b, chromedp.Location())
	b.click(`[data-testid="share"]`)
	b.holds(linkShown + ` && document.activeElement.matches("[data-testid=share-link]")`)
	if now := ask(b, chromedp.Location()); now != here {
		b.t.Errorf("the page went from %s to %s", here, now)
	}
	return ask(b, chromedp.Evaluate[string](`document.querySelector("[data-testid=share-link]").value`))
}

// TestShareWithoutScript goes the same way by forms alone.
func TestShareWithoutScript(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, _ := files(t)
	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.click(`#intake [type="submit"]`)
	b.click(`[data-testid="restore"]`)
	b.look(`[data-testid="result"]`)
	b.click(`[data-testid="share"]`)
	b.holds(linkShown)
	b.open(ask(b, chromedp.Evaluate[string](`document.querySelector("[data-testid=share-link]").value`)))
	b.holds(`[...document.querySelectorAll(".layer img")].filter((i) => i.naturalWidth === 160 && i.getBoundingClientRect().width > 0).length === 2`)
	b.quiet(s.URL)
}

// TestShotsOfSharing keeps screenshots of the share link's control and its page, as TestShots does.
func TestShotsOfSharing(t *testing.T) {
	if os.Getenv("SHOTS") == "" {
		t.Skip("SHOTS names no folder")
	}
	if err := os.MkdirAll(os.Getenv("SHOTS"), 0o755); err != nil {
		t.Fatal(err)
	}
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL)
	b.click(`[data-testid="sample-retriever"]`)
	b.holds(restored)
	b.wait(`[data-testid="share"]`)
	b.shot("share", 1440, 900, true)
	b.click(`[data-testid="share"]`)
	b.holds(linkShown)
	b.click(`[data-copy]`)
	b.shot("share-on", 1440, 900, true)
	b.shot("share-on-phone", 390, 844, true)
	b.open(ask(b, chromedp.Evaluate[string](`document.querySelector("[data-testid=share-link]").value`)))
	b.holds(`[...document.images].every((i) => i.complete)`)
	b.shot("shared", 1440, 900, true)
	b.shot("shared-phone", 390, 844, true)
}
