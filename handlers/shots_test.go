package handlers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// keepShots skips a test that keeps screenshots unless SHOTS names a folder for them, which it makes.
func keepShots(t *testing.T) {
	t.Helper()
	if os.Getenv("SHOTS") == "" {
		t.Skip("SHOTS names no folder")
	}
	if err := os.MkdirAll(os.Getenv("SHOTS"), 0o755); err != nil {
		t.Fatal(err)
	}
}

// TestShots keeps screenshots of the pages in the folder that SHOTS names, for people
// to look at. Without it, it does nothing.
func TestShots(t *testing.T) {
	keepShots(t)
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.begin(s.URL, 5)
	b.holds(`document.querySelector("[data-count]").innerText.includes("6")`)
	b.shot("batch-door", 1440, 900, true)
	b.shot("batch-door-phone", 390, 844, true)
	b.click(`[data-testid="batch-start"]`)
	b.holds(`document.querySelectorAll("[data-testid=batch-row]").length === 6`)
	b.shot("batch-running", 1440, 900, false)
	b.holds(batchEnded)
	b.shot("batch", 1440, 900, true)
	b.shot("batch-phone", 390, 844, true)
	b.open(s.URL)
	b.click(`[data-testid="sample-bay"]`)
	b.holds(restored)
	b.set(`[data-testid="views"]`, "8")
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector(".job progress")?.value > 0`)
	b.shot("running", 1440, 900, false)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-testid=stop]").click()`))
	b.holds(`document.querySelector(".job.cancelled")`)
	b.shot("stopped", 1440, 900, false)

	b.open(s.URL)
	b.click(`[data-testid="sample-retriever"]`)
	b.holds(restored)
	b.set(`[data-testid="views"]`, "1")
	b.click(`[data-testid="cell-jpeg:20"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 20" && !document.querySelector("[data-job]")`)
	b.run(chromedp.Evaluate[chromedp.Void](`const f = document.querySelector("#condition"); f.elements["weight.hevc"].value = 40; f.elements["weight.hevc"].dispatchEvent(new Event("input", {bubbles: true}))`))
	b.holds(`document.querySelector("#viewer .live")`)
	b.shot("manual", 1440, 900, false)
	b.click(`[name="mode"][value="auto"]`)
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector(".history .shown .tag")?.textContent === "Auto" && !document.querySelector("[data-job]")`)
	b.run(chromedp.Evaluate[chromedp.Void](`window.scrollTo(0, 0); document.querySelector(".controls").scrollTo(0, 0)`))
	b.shot("studio-desktop", 1440, 900, false)
	b.shot("studio-full", 1440, 900, true)
	b.shot("studio-phone", 390, 844, true)
	b.shot("studio-tablet", 820, 1180, true)
	b.shot("studio-wide", 2560, 1440, false)
	b.click(`[data-view] [value="difference"]`)
	b.shot("difference", 1440, 900, false)
	b.click(`[data-view] [value="divide"]`)
	b.click(`[data-brush] summary`)
	b.run(chromedp.MouseClickXY(640, 560))
	b.holds(`document.querySelector("[data-brush-legend] .swatch")`)
	b.shot("brush-desktop", 1440, 900, false)
	b.shot("brush-phone", 390, 844, true)
	b.click(`[data-brush] summary`)
	b.click(`[data-loupe]`)
	b.shot("loupe", 1440, 900, false)
	b.shot("loupe-phone", 390, 844, false)
	b.click(`[data-loupe]`)
	b.click(`[data-testid="compare"]`)
	b.holds(`document.querySelector(".before img")?.src.includes("/restorations/")`)
	b.click(`[data-keys-open]`)
	b.shot("keys-compared", 1440, 900, false)

	studio := ask(b, chromedp.Location())
	b.open(studio) // without the dialog
	b.click(`.to-lab`)
	b.click(`[data-testid="sweep-start"]`)
	b.holds(`document.querySelector(".heat .cell-p")?.innerText.length > 2`)
	b.shot("lab-sweeping", 1440, 900, false)
	b.holds(swept)
	b.shot("lab-desktop", 1440, 900, true)
	b.shot("lab-phone", 390, 844, true)
	b.shot("lab-wide", 2560, 1440, false)
	b.click(`.rooms [href="/lab"]`)
	b.wait(`[data-testid="recent"]`)
	b.shot("lab-door", 1440, 900, true)
	b.shot("lab-door-phone", 390, 844, true)
	b.open(studio)

	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))(t)
	page, _, _ := strings.Cut(studio, "#") // to what stands behind that the browser would go without a load
	b.open("about:blank")
	b.open(page)
	b.click(`.part summary`)
	b.shot("without-script", 1440, 900, true)
	b.shot("without-script-phone", 390, 844, true)
	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}))(t)

	b.open(s.URL)
	b.wait(`[data-testid="recent"]`)
	b.shot("intake-desktop", 1440, 900, true)
	b.shot("intake-phone", 390, 844, true)
	b.shot("intake-tablet", 820, 1180, true)
	b.shot("intake-wide", 2560, 1440, false)
	text := filepath.Join(t.TempDir(), "notes.jpg")
	if err := os.WriteFile(text, []byte(strings.Repeat("no picture ", 9)), 0o600); err != nil {
		t.Fatal(err)
	}
	b.choose("file", text)
	b.holds(`document.querySelector(".uploads .bad")`)
	b.shot("intake-bad", 1440, 900, false)
	b.open(s.URL + "/images/none")
	b.shot("failure", 1440, 900, false)
}

// shot keeps a screenshot in the folder SHOTS, light and dark.
func (b *browser) shot(name string, width, height int64, full bool) {
	for _, scheme := range []string{"light", "dark"} {
		take := chromedp.CaptureScreenshot()
		if full {
			take = chromedp.FullScreenshot(100)
		}
		b.run(chromedp.EmulateViewport(width, height))
		must(chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		}))(b.t)
		time.Sleep(400 * time.Millisecond)
		png := ask(b, take)
		if err := os.WriteFile(filepath.Join(os.Getenv("SHOTS"), name+"-"+scheme+".png"), png, 0o644); err != nil {
			b.t.Error(err)
		}
	}
	b.run(chromedp.EmulateViewport(1440, 900))
}

// TestKioskShots keeps screenshots of the kiosk's screens in the same folder.
func TestKioskShots(t *testing.T) {
	if os.Getenv("SHOTS") == "" {
		t.Skip("SHOTS names no folder")
	}
	b := openBrowser(t)
	s := startSite(t, t.TempDir())
	b.open(s.URL + "/kiosk")
	b.holds(`document.querySelector(".kiosk-slide")`)
	b.shot("kiosk-not-yet", 1440, 900, false)
	s.exhibited()
	b.open(s.URL + "/kiosk")
	b.holds(`document.querySelector(".kiosk-slide.divides")`)
	time.Sleep(4 * time.Second)
	b.shot("kiosk-attract", 1440, 900, false)
	b.shot("kiosk-attract-phone", 390, 844, false)
	b.click(`[data-begin]`)
	b.shot("kiosk-choice", 1440, 900, false)
	b.shot("kiosk-choice-tablet", 820, 1180, false)
	b.shot("kiosk-choice-phone", 390, 844, false)
	b.click(`[data-testid="tile-retriever"]`)
	b.holds(answered)
	b.shot("kiosk-play", 1440, 900, false)
	b.shot("kiosk-play-wide", 2560, 1440, false)
	b.shot("kiosk-play-low", 1280, 720, false)
	b.click(`[data-control="belief"] [value="other"]`)
	b.shot("kiosk-working", 1440, 900, false)
	b.holds(answered)
	b.shot("kiosk-wrong", 1440, 900, false)
	b.shot("kiosk-wrong-phone", 390, 844, false)
	b.shot("kiosk-wrong-tablet", 820, 1180, false)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("#kiosk").dataset.idle = "0.5"; document.querySelector("#kiosk").dataset.countdown = "60"; window.dispatchEvent(new Event("wheel"))`))
	b.holds(`document.querySelector("[data-still]").open`)
	b.shot("kiosk-still", 1440, 900, false)
	b.shot("kiosk-still-phone", 390, 844, false)
	b.open(s.URL)
	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))(t)
	b.open(s.URL + "/kiosk")
	b.shot("kiosk-without-script", 1440, 900, true)
}
