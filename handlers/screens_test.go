package handlers

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/disintegration/imaging"
)

// goldenWidth is how small screens are compared: the layout, the colours and where the
// words stand show; which font a machine has, hardly.
const (
	goldenWidth = 240
	goldenLine  = 241.0
)

// TestScreens holds the main states of the pages against golden screenshots in
// testdata/screens. GOLDEN=write keeps new ones: look at them before.
func TestScreens(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL)
	b.inDejaVu()
	b.holds(`document.images.length >= 6 && [...document.images].every((i) => i.complete)`)
	b.golden("intake-light", 1440, 900, "light")
	b.golden("intake-phone-dark", 390, 844, "dark")
	damaged, _ := files(t)
	b.choose("file", damaged)
	b.holds(scripted)
	b.golden("before-dark", 1440, 900, "dark")
	b.open(s.URL)
	b.click(`[data-testid="sample-retriever"]`)
	b.holds(restored)
	b.click(`[data-testid="cell-jpeg:10"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent === "JPEG QF 10" && !document.querySelector("[data-job]")`)
	b.golden("restored-light", 1440, 900, "light")
	b.golden("restored-phone-light", 390, 844, "light")
	b.golden("restored-tablet-dark", 820, 1180, "dark")
	b.click(`[data-brush] summary`)
	b.run(chromedp.MouseClickXY(560, 620)) // beside the divider
	b.holds(`document.querySelector("[data-brush-legend] .swatch")`)
	b.golden("painted-light", 1440, 900, "light")
	b.click(`[data-brush] summary`)
	b.click(`[data-view] [value="side"]`)
	b.golden("side-dark", 1440, 900, "dark")
	b.click(`.to-lab`)
	b.wait(`[data-testid="lab-table"]`)
	b.holds(`[...document.images].every((i) => i.complete)`)
	b.golden("lab-light", 1440, 900, "light")
	b.golden("lab-phone-dark", 390, 844, "dark")
	b.open(s.URL + "/lab")
	b.golden("lab-door-dark", 1440, 900, "dark")
	b.open(s.URL + "/model?name=fast")
	b.golden("card-light", 1440, 900, "light")
	b.golden("card-phone-dark", 390, 844, "dark")
	b.open(s.URL + "/experiments")
	b.holds(`[...document.images].every((i) => i.complete)`)
	b.golden("experiments-light", 1440, 900, "light")
	b.golden("experiments-phone-dark", 390, 844, "dark")
	b.open(s.URL + "/images/none")
	b.golden("failure-light", 1440, 900, "light")
}

// inDejaVu skips the test where words break elsewhere, in another font.
func (b *browser) inDejaVu() {
	b.t.Helper()
	// What it gives a line of 16 pixels.
	const line = `(() => { const c = document.createElement("canvas").getContext("2d"); c.font = "16px " + getComputedStyle(document.body).fontFamily; return c.measureText("Restores compressed pictures").width })()`
	if width := ask(b, chromedp.Evaluate[float64](line)); width < goldenLine-4 || width > goldenLine+4 {
		b.t.Skipf("skipped: the golden screens were made with DejaVu Sans, in which a line of text is %.0f pixels wide; here it is %.0f", goldenLine, width)
	}
}

// golden compares what is in sight with the kept picture of that name.
func (b *browser) golden(name string, width, height int64, scheme string) {
	b.t.Helper()
	b.run(chromedp.EmulateViewport(width, height))
	must(chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	}))(b.t)
	b.run(chromedp.Evaluate[chromedp.Void](`window.scrollTo(0, 0)`))
	time.Sleep(400 * time.Millisecond) // for what fades
	shot := must(png.Decode(bytes.NewReader(ask(b, chromedp.CaptureScreenshot()))))(b.t)
	got := imaging.Resize(shot, goldenWidth, 0, imaging.Box)
	b.run(chromedp.EmulateViewport(1440, 900))

	path := filepath.Join("testdata/screens", name+".png")
	if os.Getenv("GOLDEN") == "write" {
		if err := imaging.Save(got, path); err != nil {
			b.t.Fatal(err)
		}
		return
	}
	want, err := imaging.Open(path)
	if err != nil {
		b.t.Fatalf("%v (GOLDEN=write makes it)", err)
	}
	mean, far := unlike(imaging.Clone(want), got)
	if mean > 3 || far > 0.03 {
		kept := filepath.Join(os.TempDir(), "uncodec-screen-"+name+".png")
		b.t.Errorf("%s: %.1f levels from the golden screen on the mean, %.1f %% of it far off; see %s (%v)", name, mean, 100*far, kept, imaging.Save(got, kept))
	}
}

// unlike is the mean difference of two pictures, and the share of pixels that differ by
// more than 40 levels.
func unlike(a, b *image.NRGBA) (mean, far float64) {
	if a.Rect != b.Rect {
		return 255, 1
	}
	pixels := float64(len(a.Pix) / 4)
	for i := 0; i < len(a.Pix); i += 4 {
		most := 0
		for c := range 3 {
			d := max(int(a.Pix[i+c])-int(b.Pix[i+c]), int(b.Pix[i+c])-int(a.Pix[i+c]))
			mean += float64(d) / (3 * pixels)
			most = max(most, d)
		}
		if most > 40 {
			far += 1 / pixels
		}
	}
	return mean, far
}
