package handlers

import (
	"bytes"
	"image/color"
	"image/png"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/disintegration/imaging"
)

// beside are the grey levels of the screen left and right of the middle of the picture that
// came, off the divider's thumb.
func (b *browser) beside() (left, right int) {
	b.t.Helper()
	at := ask(b, chromedp.Evaluate[[2]int](`(({x, y, width, height}) => [x + width / 2, y + height / 2].map(Math.round))(document.querySelector(".before").getBoundingClientRect())`))
	screen := must(png.Decode(bytes.NewReader(ask(b, chromedp.CaptureScreenshot()))))(b.t)
	level := func(x, y int) int { return int(color.GrayModel.Convert(screen.At(x, y)).(color.Gray).Y) }
	return level(at[0]-60, at[1]+60), level(at[0]+60, at[1]+60)
}

// TestTransparent looks at a picture of one colour that lets light through: both sides stand
// over the same ground, so that no view shows a difference.
func TestTransparent(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	glass := filepath.Join(t.TempDir(), "glass.png")
	if err := imaging.Save(imaging.New(160, 160, color.NRGBA{40, 40, 40, 128}), glass); err != nil {
		t.Fatal(err)
	}
	b.open(s.URL)
	b.choose("file", glass)
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector("[data-testid=after]")?.naturalWidth === 160 && !document.querySelector("[data-job]")`)
	alike := func(view string) int {
		t.Helper()
		left, right := b.beside()
		if left-right > 4 || right-left > 4 {
			t.Errorf("%s: one side is %d, the other %d", view, left, right)
		}
		return left
	}
	came := alike("divide")
	b.click(`[data-view] [value="flip"]`)
	if got := alike("flip"); got-came > 4 || came-got > 4 {
		t.Errorf("in place it is %d, divided %d", got, came)
	}
	b.click(`[data-view] [value="difference"]`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("#viewer").setGain(1)`))
	if got := alike("difference"); got > 4 {
		t.Errorf("a difference of %d where there is none", got)
	}
	b.quiet(s.URL)
}
