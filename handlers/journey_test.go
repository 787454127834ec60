package handlers

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"uncodec/web"
)

// files writes the test pictures where a browser can choose them.
func files(t *testing.T) (damaged, clean string) {
	t.Helper()
	dir := t.TempDir()
	damaged, clean = filepath.Join(dir, "flower.jpg"), filepath.Join(dir, "flower-before.png")
	for path, data := range map[string]string{damaged: photo(t), clean: pristine(t)} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return damaged, clean
}

// inStudio is a browser on the studio page of the damaged picture, whose script is at work.
func inStudio(t *testing.T) (*testSite, *browser) {
	t.Helper()
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	damaged, _ := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.holds(scripted)
	return s, b
}

// besideOriginal is the same with the picture's original.
func besideOriginal(t *testing.T) (*testSite, *browser) {
	t.Helper()
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	damaged, clean := files(t)
	b.open(s.URL)
	b.choose("reference", clean)
	b.choose("file", damaged)
	b.holds(scripted)
	return s, b
}

// TestJourney is a person's way through the studio in a real browser: upload, see what
// is believed, restore, read the gain, overrule, come back after a restart.
func TestJourney(t *testing.T) {
	dir := t.TempDir()
	s := startSite(t, dir)
	b := openBrowser(t)
	damaged, clean := files(t)

	b.open(s.URL)
	b.choose("reference", clean)
	b.choose("file", damaged)
	if belief := b.text(`[data-testid="belief"]`); !strings.Contains(belief, "JPEG") && !strings.Contains(belief, "HEVC") {
		t.Errorf("the belief reads %q", belief)
	}
	b.wait(`[data-testid="posterior"] .cell`)
	steps := ask(b, chromedp.Evaluate[int](`history.length`))

	b.click(`[data-testid="restore"]`)
	measures := b.text(`[data-testid="measures"]`)
	for _, name := range []string{"PSNR", "SSIM", "PSNR-B", "dB"} {
		if !strings.Contains(measures, name) {
			t.Errorf("the measures lack %s: %q", name, measures)
		}
	}
	b.holds(`document.querySelector("[data-testid=after]")?.naturalWidth === 160`)
	b.holds(fmt.Sprintf(`location.search.includes("restoration=") && history.length === %d`, steps)) // the picture's own address would lead here again
	automatic := b.shown()
	address := ask(b, chromedp.Evaluate[string](`document.querySelector("[data-testid=after]").src`))

	b.click(`[data-testid="cell-hevc:42"]`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 2 && document.querySelector(".history .shown strong").textContent === "HEVC QP 42"`)
	b.holds(`document.querySelector('[data-testid="cell-hevc:42"]').ariaPressed === "true"`)
	b.holds(fmt.Sprintf(`history.length === %d`, steps+1))
	// The parts of the page come first, the picture when it is decoded.
	b.holds(`document.querySelector("[data-testid=after]").src !== ` + strconv.Quote(address))
	if b.shown() == automatic {
		t.Error("overruling the belief does not change the picture")
	}

	// Care is sent along, and stays chosen.
	b.set(`[data-testid="views"]`, "2")
	b.click(`[data-testid="cell-hevc:42"]`)
	b.holds(`document.querySelector(".history .shown strong").textContent === "HEVC QP 42, mean of 2 views"`)
	b.holds(`document.querySelector('[data-testid="views"]').value === "2"`)

	// A moving control is answered by a preview of the visible part, and the whole picture follows when it is let go.
	move := func(strength, kind string) {
		b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const i = document.querySelector("#condition").elements.strength; i.value = %s; i.dispatchEvent(new Event("%s", {bubbles: true})) }`, strength, kind)))
	}
	move("0.1", "input")
	b.holds(`document.querySelector("#viewer .live")?.naturalWidth === 160`)
	move("0.1", "change")
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 4 && document.querySelector("#condition").elements.strength.value === "0.1"`)

	// It does not where that is switched off, which stays so.
	b.click(`[data-follow]`)
	move("0.3", "input")
	move("0.3", "change")
	b.holds(`document.querySelector("#viewer .live")?.naturalWidth === 160`)
	time.Sleep(time.Second) // longer than controls rest before the picture follows
	b.run(chromedp.Reload())
	b.holds(scripted)
	b.holds(`!document.querySelector("[data-follow]").checked && !document.querySelector("[data-job][data-open]")`)
	b.holds(`document.querySelector("#condition").elements.strength.value === "0.3" && document.querySelector("#viewer .live")?.naturalWidth === 160`)

	path := strings.TrimPrefix(ask(b, chromedp.Location()), s.URL)
	first := s.URL
	s.stop()
	s = startSite(t, dir)
	// The cookie belongs to the host, whatever the port.
	b.open(s.URL + path)
	b.wait(`[data-testid="history-row"]`)
	count := ask(b, chromedp.Evaluate[int](`document.querySelectorAll("[data-testid=history-row]").length`))
	if count != 4 {
		t.Errorf("%d restorations are left after a restart", count)
	}
	b.quiet(first, s.URL)
}

// TestViewer moves the viewer's controls and looks at what they do.
func TestViewer(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL)
	b.click(`[data-testid="sample-retriever"]`)
	b.holds(restored)
	b.holds(`document.querySelector("[data-testid=after]")?.naturalWidth > 0`)

	clip := `document.querySelector(".after").style.clipPath`
	before := ask(b, chromedp.Evaluate[string](clip))
	b.run(chromedp.Focus(chromedp.CSS(".divider")), chromedp.KeyEvent(kb.PageUp))
	after := ask(b, chromedp.Evaluate[string](clip))
	if before == after {
		t.Error("the divider does nothing")
	}
	b.click(`[data-zoom] [value="8"]`)
	b.holds(`document.querySelector(".canvas").classList.contains("crisp") && getComputedStyle(document.querySelector(".before img")).imageRendering === "pixelated"`)
	b.holds(`document.querySelector("[data-scale]").textContent === "800 %" && document.querySelector(".stage").scrollLeft > 0`)
	b.click(`[data-zoom] [value="fit"]`)
	b.click(`[data-view] [value="side"]`)
	b.click(`[data-view] [value="difference"]`)
	b.holds(`getComputedStyle(document.querySelector(".after")).mixBlendMode === "difference"`)

	label, seen := `document.querySelector(".side-label.left").textContent`, `getComputedStyle(document.querySelector(".after")).visibility`
	b.click(`[data-view] [value="flip"]`)
	b.holds(label + ` === "Restored" && ` + seen + ` === "visible"`)
	b.click(`[data-view] [value="flip"]`)
	b.holds(label + ` === "As it came" && ` + seen + ` === "hidden"`)
	b.run(chromedp.Focus(chromedp.CSS(".stage")), chromedp.KeyEvent("f"))
	b.holds(seen + ` === "visible"`)
	b.run(chromedp.KeyEvent("l"))
	b.holds(`(([before, after]) => before.some((v) => v > 0) && after.some((v) => v > 0) && before.some((v, i) => v !== after[i]))([...document.querySelectorAll(".loupe:not([hidden]) canvas")].map((c) => c.getContext("2d").getImageData(0, 0, 100, 100).data))`)

	// The address brings the view back.
	b.click(`[data-view] [value="side"]`)
	b.click(`[data-zoom] [value="4"]`)
	b.run(chromedp.Evaluate[chromedp.Void](`{ const gain = document.querySelector(".gain input"); gain.value = 20; gain.dispatchEvent(new Event("input", {bubbles: true})) }`))
	b.holds(`["view=side", "zoom=4", "x=0.5", "gain=20", "loupe=1"].every((part) => location.hash.includes(part))`)
	address := ask(b, chromedp.Location())
	b.open("about:blank")
	b.open(address)
	b.holds(`document.querySelector("[data-view] [value=side]")?.ariaPressed === "true" && document.querySelector("[data-scale]").textContent === "400 %" && document.querySelector(".stage").scrollLeft > 0`)
	b.holds(`document.querySelector(".loupe:not([hidden])") && document.querySelector(".canvas").style.getPropertyValue("--gain") === "20" && document.querySelector(".gain output").textContent === "× 20"`)

	b.quiet(s.URL)
}

// TestCompare sets one restoration beside another, and the upload back.
func TestCompare(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, _ := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 10"`)
	b.click(`[data-testid="cell-jpeg:40"]`)
	b.holds(`document.querySelector(".history .shown strong").textContent === "JPEG QF 40"`)
	b.click(`[data-testid="compare"]`)
	b.holds(`document.querySelector(".side-label.left")?.textContent === "JPEG QF 10" && document.querySelector(".side-label.right").textContent === "JPEG QF 40"`)
	b.holds(`document.querySelector(".before img").src.includes("/restorations/") && document.querySelector(".before img").naturalWidth === 160`)
	b.click(`.history-actions a`) // back to the upload
	b.holds(`document.querySelector(".side-label.left")?.textContent === "As it came" && document.querySelector(".before img").src.includes("/images/")`)
	b.quiet(s.URL)
}

// TestDepart lets a restoration depart from its file, and the measures tell which one is held to it.
func TestDepart(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, _ := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 10" && document.querySelector("main").textContent.includes("JPEG QF 10, held to the file")`)
	b.click(`[data-testid="unheld"]`) // the whole picture follows
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 10, not held to the file" && !document.querySelector("main").textContent.includes(", held to the file")`)
	b.holds(`document.querySelector("[data-testid=unheld]").checked`)
	b.click(`[data-testid="cell-jpeg:20"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 20, not held to the file"`)
	// Nor does care let go of the level.
	b.run(chromedp.Evaluate[chromedp.Void](`{ const care = document.querySelector("[data-testid=views]"); care.value = "2"; care.dispatchEvent(new Event("input", {bubbles: true})) }`))
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 20, mean of 2 views, not held to the file"`)
	// It is copied and pasted with the condition.
	b.click(`[data-step="copy"]`)
	b.click(`[data-testid="unheld"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 20, mean of 2 views" && !document.querySelector("[data-testid=unheld]").checked`)
	b.click(`[data-step="paste"]`)
	b.holds(`document.querySelector("[data-testid=unheld]").checked && document.querySelector("[data-testid='cell-jpeg:20']").ariaPressed === "true"`)
	b.quiet(s.URL)
}

// TestWithoutScript goes the same way by forms alone.
func TestWithoutScript(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, clean := files(t)
	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))(t)
	b.open(s.URL)
	b.choose("reference", clean)
	b.choose("file", damaged)
	b.click(`#intake [type="submit"]`)
	b.wait(`[data-testid="posterior"]`)
	b.set(`[data-testid="views"]`, "2")
	b.click(`[data-testid="unheld"]`)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.look(`[data-testid="measures"]`)
	condition := b.text(".history .shown strong")
	if condition != "JPEG QF 10, mean of 2 views, not held to the file" {
		t.Errorf("the restoration's condition reads %q", condition)
	}
	b.quiet(s.URL)
}

// TestStop stops a restoration from the page.
func TestStop(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL)
	b.choose("file", must(filepath.Abs("../assets/samples/pexels_0001.jpg"))(t))
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector("[data-testid=stop]")`)
	b.holds(`document.querySelector("[data-note]").textContent === ` + strconv.Quote(web.Words.RestoringFirst))
	for _, button := range []string{"stop", "restore"} {
		b.holds(`scrollY === 0 && document.querySelector("[data-testid=` + button + `]").getBoundingClientRect().bottom <= innerHeight`)
	}
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-testid=stop]").click()`))
	if text := b.text(".job.cancelled .job-text"); text != web.Words.Cancelled {
		t.Errorf("it reads %q", text)
	}
	b.holds(`document.querySelector("[data-note]").textContent === ` + strconv.Quote(web.Words.NotYet))
	b.quiet(s.URL)
}
