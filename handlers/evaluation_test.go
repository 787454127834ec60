package handlers

import (
	"encoding/csv"
	"fmt"
	"math"
	"net/http"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"uncodec/quality"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// TestEvaluation goes a researcher's way by forms: measure, read the table, take it away,
// set two side by side, delete.
func TestEvaluation(t *testing.T) {
	s := startSite(t, t.TempDir())
	v, stranger := s.visitor(), s.visitor()
	measure := func(model string, more ...[3]string) string {
		t.Helper()
		got := v.upload("/lab/evaluations", append(more, [3]string{"settings", "", "jpeg:10 hevc:37>jpeg:40"}, [3]string{"model", "", model}, [3]string{"views", "", "1"})...)
		address := got.Header.Get("Location")
		if got.StatusCode != http.StatusSeeOther || !strings.HasPrefix(address, "/lab/evaluations/") {
			t.Fatalf("%d %s", got.StatusCode, got.body)
		}
		return strings.TrimPrefix(address, "/lab/evaluations/")
	}
	own := measure("fast", [3]string{"file", "=a.png", pristine(t)}, [3]string{"file", "b.png", pristine(t)}, [3]string{"none", "", "1"}, [3]string{"consistency", "", "1"})
	other := measure("studio", [3]string{"file", "a.png", pristine(t)})
	if waits := string(v.get("/lab/evaluations/" + other).body); !strings.Contains(waits, "To come: JPEG QF 10, HEVC QP 37, then JPEG QF 40.") {
		t.Error("an evaluation that waits does not say what it is to measure")
	}
	for _, id := range []string{own, other} {
		v.swept("/api/v1/experiments/" + id)
	}
	page := string(v.get("/lab/evaluations/" + own).body)
	for _, says := range []string{"measured over 2 pictures", "JPEG QF 10", "JPEG QF 10 (2)", "HEVC QP 37, then JPEG QF 40", "Nothing", "Consistency", "=a.png", "Mean gain"} {
		if !strings.Contains(page, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
	if strings.Contains(page, "To come") {
		t.Error("of what is done something is to come")
	}
	table := must(csv.NewReader(strings.NewReader(string(v.get("/experiments/" + own + "/file?format=csv").body))).ReadAll())(t)
	cell := func(row int, name string) string { return table[row][slices.Index(table[0], name)] }
	if len(table) != 3 || cell(2, "setting") != "hevc:37>jpeg:40" || cell(1, "images") != "2" || cell(1, "exact") != "0" || cell(1, "condition") != "posterior" || cell(1, "none_psnr") == "" || cell(1, "true_psnr") != "" {
		t.Errorf("the table: %v", table)
	}
	table = must(csv.NewReader(strings.NewReader(string(v.get("/experiments/file?format=csv&kind=evaluation").body))).ReadAll())(t)
	if len(table) != 5 || table[1][0] != other || table[3][0] != own || table[3][1] != "'=a.png, b.png" {
		t.Errorf("all tables: %v", table)
	}
	list := string(v.get("/experiments?kind=evaluation").body)
	for _, says := range []string{"=a.png, b.png", "jpeg:10 hevc:37&gt;jpeg:40", "2 of 2 pictures", "/lab/evaluations/" + own} {
		if !strings.Contains(list, says) {
			t.Errorf("the list does not say %q", says)
		}
	}
	compared := string(v.get("/experiments/compare?back=kind%3Devaluation&pick=" + own + "&pick=" + other).body)
	for _, says := range []string{"JPEG QF 10", "fast", "studio", "JPEG QF 10 · Nothing", "JPEG QF 10 · Held to the file", "JPEG QF 10 · Consistency", ">Mean gain<"} {
		if !strings.Contains(compared, says) {
			t.Errorf("side by side there is no %q", says)
		}
	}
	further := v.post("/api/v1/evaluations", `{"settings":"jpeg:10 webp:20"}`).Header.Get("Location")
	v.swept(further)
	if compared = string(v.get("/experiments/compare?back=kind%3Devaluation&pick=" + own + "&pick=" + path.Base(further)).body); !strings.Contains(compared, "Mean gain, of the settings that both have") {
		t.Error("the mean is of settings that only one has")
	}
	v.do("DELETE", further, "", nil)
	for _, path := range []string{"/lab/evaluations/" + own, "/experiments/" + own + "/file"} {
		if got := stranger.get(path); got.StatusCode != http.StatusNotFound {
			t.Errorf("a stranger at %s: %d", path, got.StatusCode)
		}
	}
	if found := string(v.get("/experiments?kind=evaluation&text=b.png").body); !strings.Contains(found, own) || strings.Contains(found, other) {
		t.Error("a picture's name does not find its evaluation alone")
	}
	if got := v.get("/experiments/delete?back=kind%3Devaluation&pick=" + own); !strings.Contains(string(got.body), "Delete this evaluation?") || !strings.Contains(string(got.body), "=a.png, b.png") {
		t.Errorf("the last word: %s", got.body)
	}
	v.form("/experiments/delete", "back=kind%3Devaluation&pick="+own)
	if got := v.get("/lab/evaluations/" + own); got.StatusCode != http.StatusNotFound {
		t.Errorf("deleted: %d", got.StatusCode)
	}
}

// TestEvaluationCells: what has no limit or was not measured is a dash, neither better nor worse.
func TestEvaluationCells(t *testing.T) {
	g := studio.EvaluationGrid{Conditions: []string{studio.ByPosterior, studio.ByNone, studio.ByTruth}, Consistency: true}
	row := studio.Row{
		Input: quality.Measures{PSNR: 25, SSIM: 0.8}, Restored: quality.Measures{PSNR: math.Inf(1), SSIM: 1},
		Conditions: map[string]quality.Measures{studio.ByNone: {PSNR: 24.5}},
	}
	dash := web.ListCell{Text: "–"}
	want := []web.ListCell{{Text: "25.00 / 0.8000"}, {Text: "∞ / 1.0000"}, dash, {Text: "−0.50", Worse: true}, dash, dash, dash, dash}
	if got := evaluationCells(g, row, false); !slices.Equal(got, want) {
		t.Errorf("%v, should be %v", got, want)
	}
	if got := evaluationCells(g, row, true); got[5] != dash { // beside rows that were held
		t.Errorf("what was not held reads %v", got[5])
	}
	row.Held = &quality.Measures{PSNR: 26.5}
	if got := evaluationCells(g, row, true); len(got) != len(want)+1 || got[5] != (web.ListCell{Text: "+1.50", Better: true}) {
		t.Errorf("held to its file it reads %v", got)
	}
}

// TestEvaluationExact: the page says of how many pictures a setting's means of PSNR are.
func TestEvaluationExact(t *testing.T) {
	s := startSite(t, t.TempDir())
	row := func(setting string, exact int) string {
		return fmt.Sprintf(`{"setting":%q,"images":3,"exact":%d,"input":{"psnr":40,"ssim":1},"restored":{"psnr":41,"ssim":1}}`, setting, exact)
	}
	m := s.site.evaluationModel(store.Experiment{
		Kind: store.KindEvaluation, Grid: []byte(`{"conditions":["posterior"],"views":1}`),
		Rows: []byte("[" + row("jpeg:95", 0) + "," + row("jpeg:97", 2) + "," + row("jpeg:100", 3) + "]"),
	})
	var page strings.Builder
	if err := web.EvaluationPage(m).Render(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page.String(), "JPEG QF 97: 2 of 3 pictures came through without any error") || strings.Count(page.String(), "without any error") != 1 {
		t.Errorf("%v", m.Exact)
	}
}

// TestEvaluationWithoutOne says which picture was deleted before its turn, on the page and in the table.
func TestEvaluationWithoutOne(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	first, second := v.picture(), v.picture()
	blocked := `{"settings":"jpeg:10,20,30,40","conditions":["posterior","true","none","wrong"]}` // over the samples
	before := v.post("/api/v1/evaluations", blocked).Header.Get("Location")
	got := v.post("/api/v1/evaluations", `{"settings":"jpeg:10","images":["`+first+`","`+second+`"]}`)
	if deleted := v.do("DELETE", "/api/v1/images/"+second, "", nil); deleted.StatusCode != http.StatusNoContent {
		t.Fatalf("%d %s", deleted.StatusCode, deleted.body)
	}
	v.do("DELETE", before, "", nil)
	address := got.Header.Get("Location")
	v.swept(address)
	c := newContract(t)
	c.keeps("GET", "/api/v1/experiments/{id}", v.get(address))
	id := path.Base(address)
	page := string(v.get("/lab/evaluations/" + id).body)
	for _, says := range []string{"measured over 1 picture", "Picture 2 of 2 was gone", "a deleted picture (not measured)", "JPEG QF 10"} {
		if !strings.Contains(page, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
	if table := string(v.get("/experiments/" + id + "/file?format=csv").body); !strings.Contains(table, "a deleted picture (not measured)") {
		t.Errorf("the table: %s", table)
	}
}

// TestEvaluationRefuses in words, and keeps no picture of what it refused.
func TestEvaluationRefuses(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	for says, parts := range map[string][][3]string{
		"No settings are given":        {{"file", "a.png", pristine(t)}, {"views", "", "1"}},
		"There is no codec":            {{"file", "a.png", pristine(t)}, {"views", "", "1"}, {"settings", "", "gif:10"}},
		"1, 2, 4 or 8":                 {{"file", "a.png", pristine(t)}, {"views", "", "3"}, {"settings", "", "jpeg:10"}},
		"has to be a number":           {{"file", "a.png", pristine(t)}, {"views", "", "many"}, {"settings", "", "jpeg:10"}},
		"b.txt: This looks like text":  {{"file", "a.png", pristine(t)}, {"file", "b.txt", "no picture"}, {"views", "", "1"}, {"settings", "", "jpeg:10"}},
		"is text of up to":             {{"views", "", "1"}, {"settings", "", strings.Repeat("jpeg:10 ", 200)}},
		"needs settings that the mode": {{"views", "", "1"}, {"settings", "", "jpeg:10>jpeg:20"}, {"true", "", "1"}},
	} {
		got := v.upload("/lab/evaluations", parts...)
		if got.StatusCode < 400 || got.StatusCode > 499 || !strings.Contains(string(got.body), says) {
			t.Errorf("%q: %d %s", says, got.StatusCode, got.body)
		}
	}
	if got := v.post("/api/v1/evaluations", `{"settings":"jpeg:10","images":[]}`); got.StatusCode < 400 || got.StatusCode > 499 || !strings.Contains(string(got.body), "leave the list out for the samples") {
		t.Errorf("over none: %d %s", got.StatusCode, got.body)
	}
	var kept struct{ Images []imageJSON }
	if v.get("/api/v1/images").json(t, &kept); len(kept.Images) != 0 {
		t.Errorf("%d pictures are kept", len(kept.Images))
	}
}

// TestEvaluationInTheBrowser fills in while it is looked at, and can be stopped.
func TestEvaluationInTheBrowser(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL + "/lab")
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-testid=evaluation-form] [name=settings]").value = "jpeg:10"`))
	b.click(`[data-testid="evaluation-start"]`) // over the samples
	b.holds(`document.querySelector("[data-testid=evaluated]")?.innerText.includes("JPEG QF 10")`)
	b.click(`[data-testid="evaluation-stop"]`)
	b.holds(`!document.querySelector("[data-testid=evaluation-stop]")`)
	b.quiet(s.URL)
	v := s.visitor()
	var all struct{ Experiments []experimentJSON }
	if v.get("/api/v1/experiments?kind=evaluation").json(t, &all); len(all.Experiments) != 0 {
		t.Error("another visitor's evaluation is listed")
	}
}
