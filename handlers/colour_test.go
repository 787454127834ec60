package handlers

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// colours draws the viewer's picture of a side as a screen of sRGB would show it, and
// reads some points; the browser is the engine that applies profiles.
const colours = `(async (side, points) => {
	const picture = await createImageBitmap(await (await fetch(document.querySelector(side).src)).blob());
	const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d", { colorSpace: "srgb" });
	canvas.drawImage(picture, 0, 0);
	return points.map(([x, y]) => [x, y, ...canvas.getImageData(x, y, 1, 1).data.slice(0, 3)]);
})`

// TestColoursShown: what the page shows of a file, before and after, has the colours
// that an independent engine gives the file (testdata/colour/README.md).
func TestColoursShown(t *testing.T) { colourTest(t, "testdata/colour/golden.json", "testdata/colour") }

// TestColoursOfOddFiles does the same with files that others made.
func TestColoursOfOddFiles(t *testing.T) {
	const odd = "../../shared/data/badimages"
	if _, err := os.Stat(odd); err != nil {
		t.Skipf("skipped: no shared data at %s", odd)
	}
	colourTest(t, "testdata/colour/shared.json", odd)
}

func colourTest(t *testing.T, goldens, files string) {
	data, err := os.ReadFile(goldens)
	if err != nil {
		t.Fatal(err)
	}
	var golden map[string][][5]int
	if err := json.Unmarshal(data, &golden); err != nil {
		t.Fatal(err)
	}
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	for name, want := range golden {
		if name == "p3.heic" && tool("ffmpeg") == "" {
			continue
		}
		b.open(s.URL)
		b.holds(`document.querySelector("[name=file]").multiple`) // the script is at work
		b.choose("file", absolute(t, filepath.Join(files, name)))
		b.wait(`[data-testid="restore"]`)
		points, _ := json.Marshal(want)
		read := func(side string) [][5]int {
			return ask(b, chromedp.Evaluate[[][5]int](colours+"("+side+","+string(points)+")", chromedp.EvalAwaitPromise))
		}
		most, mean := distance(want, read(`".before img"`))
		if most > 3 {
			t.Errorf("%s: the page shows it up to %d levels off, %.1f on the mean", name, most, mean)
		}
		b.click(`[data-testid="restore"]`)
		b.wait(`[data-testid="after"]`)
		if _, mean = distance(want, read(`"[data-testid=after]"`)); mean > 4 {
			t.Errorf("%s: the restoration is %.1f levels off on the mean", name, mean)
		}
	}
	b.quiet(s.URL)
}

// distance is the largest and the mean difference between two lists of points.
func distance(a, b [][5]int) (most int, mean float64) {
	for i := range a {
		for c := 2; c < 5; c++ {
			d := max(a[i][c]-b[i][c], b[i][c]-a[i][c])
			most = max(most, d)
			mean += float64(d) / float64(3*len(a))
		}
	}
	return most, mean
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
