package handlers

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"uncodec/studio"
	"uncodec/web"
)

// cells is a map's grid for the test photograph, 160 × 128 in cells of 32 pixels.
func cells(painted ...int) string {
	grid := make([]byte, 5*4)
	for _, at := range painted {
		grid[at] = 1
	}
	return base64.StdEncoding.EncodeToString(grid)
}

// scripted holds once the studio page's script is at work.
const scripted = `document.querySelector("canvas.paint")`

const gentlePart = `[{"mode":"manual","codec":{"hevc":1},"strength":0}]`

// TestMapCondition restores under a map, is told of it, and is refused in words.
func TestMapCondition(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	condition := func(cells, parts string) string {
		return fmt.Sprintf(`{"mode":"manual","codec":{"jpeg":1},"level":"10","map":{"cell":32,"columns":5,"cells":%q,"conditions":%s}}`, cells, parts)
	}
	plain := v.restored(id, `{"mode":"manual","codec":{"jpeg":1},"level":"10"}`)
	mapped := v.restored(id, condition(cells(0, 1, 5, 6), gentlePart))

	var told struct {
		Condition studio.ConditionTaken
	}
	v.get("/api/v1/restorations/"+mapped).json(t, &told)
	if p := told.Condition.Parts; len(p) != 1 || p[0].Codec["hevc"] != 1 || p[0].Share < 0.199 || p[0].Share > 0.201 {
		t.Errorf("the map was taken as %+v", told.Condition)
	}
	if string(v.get("/restorations/"+plain+"/picture").body) == string(v.get("/restorations/"+mapped+"/picture").body) {
		t.Error("the map changes nothing")
	}
	if page := string(v.get("/images/" + id).body); !strings.Contains(page, web.Painted(0.2)) {
		t.Error("the history does not tell of the map")
	}
	preview := v.post("/api/v1/images/"+id+"/preview", `{"x":0,"y":0,"width":64,"height":64,"condition":`+condition(cells(0), gentlePart)+`}`)
	if preview.StatusCode != 200 {
		t.Errorf("preview: %d %s", preview.StatusCode, preview.body)
	}
	nested := `[{"mode":"auto","map":{"cell":32,"columns":5,"cells":"","conditions":[]}}]`
	for says, bad := range map[string]string{
		"needs 20":          condition(base64.StdEncoding.EncodeToString(make([]byte, 9)), gentlePart),
		"names condition 1": condition(cells(3), `[]`),
		"map of its own":    condition(cells(0), nested),
		"knows no codec":    condition(cells(0), `[{"mode":"manual","codec":{"gif":1},"strength":0}]`),
		"up to 64":          condition(cells(0), "["+strings.TrimSuffix(strings.Repeat(`{"mode":"auto"},`, 65), ",")+"]"),
		"divides 128":       strings.Replace(condition(cells(0), gentlePart), `"cell":32`, `"cell":48`, 1),
		"illegal base64":    condition("*", gentlePart),
		"condition.map.cells has to be a text, and a list came": strings.Replace(condition("", gentlePart), `"cells":""`, `"cells":[1`+strings.Repeat(",0", 19)+`]`, 1),
	} {
		got := v.post("/api/v1/images/"+id+"/restorations", `{"condition":`+bad+`}`)
		if got.StatusCode < 400 || got.StatusCode > 499 || !strings.Contains(string(got.body), says) {
			t.Errorf("%q: %d %s", says, got.StatusCode, got.body)
		}
	}
}

// TestPredictionMap: a belief about every part, for the picture's owner alone.
func TestPredictionMap(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	id := v.picture()
	var m studio.PredictionMap
	v.get("/api/v1/images/"+id+"/prediction/map").json(t, &m)
	if m.Cell != 128 || m.Columns != 2 || len(m.Squares) != 2 || len(m.Squares[0].P) != len(m.Codecs) {
		t.Errorf("%+v", m)
	}
	if got := s.visitor().get("/api/v1/images/" + id + "/prediction/map"); got.StatusCode != 404 {
		t.Errorf("a stranger is answered %d", got.StatusCode)
	}
}

// TestBrush paints in a real browser: by a click, by a button, back and forth, and restores.
func TestBrush(t *testing.T) {
	s, b := besideOriginal(t)
	b.click(`[data-brush] summary`)
	legend := `document.querySelector("[data-brush-legend]").textContent`
	b.holds(legend + `.startsWith("Nothing is painted")`)

	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-brush-codec]").value = "hevc"; document.querySelector("[data-brush-size]").value = "64"`))
	b.click(`.stage`) // in its middle
	b.holds(legend + `.includes("HEVC, strength 0.50: 20 %")`)
	b.holds(`document.querySelector("#viewer .live")?.naturalWidth > 0`)
	b.holds(`import(performance.getEntriesByType("resource").find((r) => r.name.includes("/brush_map")).name).then(({ ConditionMap }) => {
		const map = new ConditionMap({ w: 4000, h: 4000 }, Number(document.querySelector("[data-brush]").dataset.most));
		window.numbers = Array.from({ length: 65 }, (_, n) => map.numberOf("jpeg", n / 100)).concat(map.numberOf("jpeg", 0.1));
	}), JSON.stringify(window.numbers?.slice(-3)) === "[64,null,11]"`) // as many as the server takes
	// Strengths are as fine as leaves a handful of conditions.
	for strengths, want := range map[string]string{"[0.913, 0.934, 0.926]": "[0.91,0.93]", "[0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.6]": "[0,0.05,0.1,0.15,0.6]"} {
		b.holds(fmt.Sprintf(`import(performance.getEntriesByType("resource").find((r) => r.name.includes("/brush_map")).name).then(({ ConditionMap }) => {
			const map = new ConditionMap({ w: 4000, h: 32 }, 64);
			map.squares({ squares: %s.map((strength) => ({ p: [1], strength })), codecs: ["jpeg"], cell: 128, columns: 32 });
			window.strengths = map.conditions.map((c) => c.strength);
		}), JSON.stringify(window.strengths) === %q`, strengths, want))
	}
	b.click(`[data-brush-do="undo"]`)
	b.holds(legend + `.startsWith("Nothing is painted")`)
	b.js(`document.querySelector("[data-brush-size]").value = "32"`)
	b.swish(`#viewer .after img`)
	b.holds(legend + `.includes("HEVC, strength 0.50: 25 %")`) // a row of cells, and not its ends alone
	b.click(`[data-brush-do="undo"]`)
	b.holds(legend + `.startsWith("Nothing is painted")`)
	b.click(`[data-brush-do="redo"]`)
	b.holds(legend + `.includes("25 %")`)
	b.click(`[data-brush-do="sight"]`)
	b.holds(legend + `.includes("HEVC, strength 0.50: 100 %")`)
	b.click(`[data-brush-do="network"]`)
	b.holds(`!` + legend + `.includes("HEVC, strength 0.50")`) // what the network sees has come
	b.holds(legend + `.includes("All of the picture is painted")`)
	b.click(`[data-testid="cell-jpeg:10"]`) // which would change nothing
	b.holds(`document.querySelector(".act .job")?.textContent.includes("All of the picture is painted")`)
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelector(".history .shown strong")?.textContent.startsWith("Painted all over: ")`)

	// What was painted for a restoration comes back with it.
	painted := ask(b, chromedp.Evaluate[string](legend))
	b.open(ask(b, chromedp.Location()))
	b.holds(scripted)
	b.holds(fmt.Sprintf("%s === %q", legend, painted))
	b.click(`[data-brush] summary`)
	b.click(`[data-brush-do="clear"]`)
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 2 && !document.querySelector("[data-job]")`)
	b.holds(legend + `.startsWith("Nothing is painted")`)
	b.quiet(s.URL)
}

// TestPartForm paints a rectangle by the form, without script.
func TestPartForm(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	form := func(part string) string {
		return "mode=auto&part=hevc&part.strength=0.25&" + part
	}
	answer := v.form("/images/"+id+"/restorations", form("part.left=0&part.top=0&part.right=40&part.bottom=50"))
	_, job, started := strings.Cut(answer.Header.Get("Location"), "?job=")
	if !started {
		t.Fatalf("%d %s", answer.StatusCode, answer.body)
	}
	v.finished("/api/v1/jobs/" + job)
	var told struct{ Condition studio.ConditionTaken }
	v.get("/api/v1/restorations/"+job).json(t, &told)
	// Two of five columns, two of four rows.
	if p := told.Condition.Parts; len(p) != 1 || p[0].Codec["hevc"] != 1 || p[0].Strength != 0.25 || p[0].Share < 0.199 || p[0].Share > 0.201 {
		t.Errorf("the rectangle was taken as %+v", told.Condition)
	}
	for _, bad := range []string{
		"part.left=50&part.top=0&part.right=40&part.bottom=50", "part.left=0&part.top=0&part.right=140&part.bottom=50",
		"part.left=0&part.top=NaN&part.right=40&part.bottom=50", "part.left=&part.top=0&part.right=40&part.bottom=50", "part.left=0",
	} {
		if got := v.form("/images/"+id+"/restorations", form(bad)); got.StatusCode != 422 && got.StatusCode != 400 {
			t.Errorf("%s: %d", bad, got.StatusCode)
		}
	}
}

// swish presses the mouse at the left of what a selector finds, and lets go at its right, with one move between.
func (b *browser) swish(selector string) {
	b.t.Helper()
	box := ask(b, chromedp.Evaluate[[]float64](fmt.Sprintf(`(({ x, y, width, height }) => [x, y, width, height])(document.querySelector(%q).getBoundingClientRect())`, selector)))
	for _, step := range []struct {
		kind    input.DispatchMouseEventType
		at      float64
		pressed int64
	}{{input.DispatchMouseEventTypeMousePressed, 0.02, 1}, {input.DispatchMouseEventTypeMouseMoved, 0.98, 1}, {input.DispatchMouseEventTypeMouseReleased, 0.98, 0}} {
		must(chromedp.Call(b.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: step.kind, X: box[0] + step.at*box[2], Y: box[1] + box[3]/2, Button: input.MouseButtonLeft, Buttons: step.pressed, ClickCount: 1,
		}))(b.t)
	}
}
