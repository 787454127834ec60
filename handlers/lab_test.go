package handlers

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// TestLab is a program's way through the lab: a pristine picture, what a codec makes of
// it, and every condition measured.
func TestLab(t *testing.T) {
	s := startSite(t, t.TempDir())
	v, stranger := s.visitor(), s.visitor()
	var clean, coded imageJSON
	v.upload("/api/v1/images", [3]string{"file", "flower.png", pristine(t)}).json(t, &clean)
	answer := v.post("/api/v1/images/"+clean.ID+"/compressions", `{"setting":"jpeg:10"}`)
	if answer.StatusCode != http.StatusCreated {
		t.Fatalf("%d %s", answer.StatusCode, answer.body)
	}
	answer.json(t, &coded)
	if coded.Setting != "jpeg:10" || coded.Reference == "" || coded.Coded != coded.Bytes || coded.Name != "flower-jpeg-10.jpg" {
		t.Errorf("%s", answer.body)
	}

	answer = v.post("/api/v1/sweeps", `{"image":"`+coded.ID+`"}`)
	if answer.StatusCode != http.StatusAccepted {
		t.Fatalf("%d %s", answer.StatusCode, answer.body)
	}
	address := answer.Header.Get("Location")
	if last := followed(t, v, address+"/events"); last.State != store.Done || last.Done != last.Total || last.Total < 3+8 {
		t.Errorf("the events end with %+v", last)
	}
	swept := v.swept(address)
	var rows []studio.SweepRow
	g, rows := studio.SweepOf(store.Experiment{Grid: swept.Grid, Rows: swept.Rows})
	if g.Setting != "jpeg:10" || len(rows) != len(g.Cells) || len(rows) < 3+8 {
		t.Fatalf("%d rows of %v", len(rows), g)
	}
	at := map[string]studio.SweepRow{}
	for _, row := range rows {
		at[row.Condition] = row
		if row.Measures == nil || row.Measures.PSNR < 15 || (row.Condition == studio.Untouched) != (row.Strength == nil) {
			t.Errorf("%+v", row)
		}
	}
	if true10, wrong := at["jpeg:10"], at["hevc:27"]; true10.Measures.PSNR <= wrong.Measures.PSNR || *true10.Consistency <= 0.5 {
		t.Errorf("the true condition gives %.2f dB, a wrong one %.2f", true10.Measures.PSNR, wrong.Measures.PSNR)
	}

	table := must(csv.NewReader(strings.NewReader(string(v.get(strings.Replace(address, "/api/v1", "", 1) + "/file?format=csv").body))).ReadAll())(t)
	if len(table) != len(rows)+1 || len(table[0]) != len(sweepLines) || table[1][slices.Index(table[0], "condition")] != studio.Untouched {
		t.Errorf("the table is %v", table)
	}
	for column, want := range map[string]string{"setting": "jpeg:10", "model_hash": g.ModelHash} { // so that a file by itself tells what it is of
		if got := table[2][slices.Index(table[0], column)]; got != want {
			t.Errorf("the table's %s is %s", column, got)
		}
	}
	for condition, row := range at { // the original, compressed as truly happened, is the picture
		if row.Reward != nil && (*row.Reward > 0.9999) != (condition == "jpeg:10" || condition == studio.ByPosterior) || row.Reward == nil && strings.Contains(condition, ":") {
			t.Errorf("%s: the reward is %v", condition, row.Reward)
		}
	}
	if got := v.get(strings.Replace(address, "/api/v1", "", 1) + "/file?format=xls").StatusCode; got != http.StatusBadRequest {
		t.Errorf("another format: %d", got)
	}

	for name, got := range map[string]reply{
		"see":      stranger.get(address),
		"follow":   stranger.get(address + "/events"),
		"page":     stranger.get("/lab/" + coded.ID),
		"compress": stranger.post("/api/v1/images/"+clean.ID+"/compressions", `{"setting":"jpeg:10"}`),
		"sweep":    stranger.post("/api/v1/sweeps", `{"image":"`+coded.ID+`"}`),
		"delete":   stranger.do("DELETE", address, "", nil),
	} {
		if got.StatusCode != http.StatusNotFound {
			t.Errorf("a stranger may %s: %d", name, got.StatusCode)
		}
	}
	if got := v.do("DELETE", address, "", nil).StatusCode; got != http.StatusNoContent {
		t.Errorf("delete: %d", got)
	}
	if got := v.get(address).StatusCode; got != http.StatusNotFound {
		t.Errorf("after that: %d", got)
	}
}

// swept waits for a sweep to end.
func (v *visitor) swept(address string) (e experimentJSON) {
	v.site.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		now := v.get(address)
		if now.json(v.site.t, &e); e.State == store.Done {
			return e
		}
		if e.State != store.Queued && e.State != store.Running {
			v.site.t.Fatalf("the sweep: %s", now.body)
		}
	}
	v.site.t.Fatal("the sweep does not end")
	return e
}

// TestSweepOfWhatWasCut: the codec that worked off the grid, before a picture was cut and saved again, is marked true.
func TestSweepOfWhatWasCut(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	var clean, coded imageJSON
	v.upload("/api/v1/images", [3]string{"file", "flower.png", pristine(t)}).json(t, &clean)
	v.post("/api/v1/images/"+clean.ID+"/compressions", `{"setting":"jpeg:30+3>jpeg:85"}`).json(t, &coded)
	v.swept(v.post("/api/v1/sweeps", `{"image":"`+coded.ID+`"}`).Header.Get("Location"))
	page := string(v.get("/lab/" + coded.ID).body)
	for cell, is := range map[string]bool{"jpeg:30": true, "jpeg:10": false} {
		_, rest, found := strings.Cut(page, `data-testid="heat-`+cell+`"`)
		rest, _, _ = strings.Cut(rest, "</button>")
		if !found || strings.Contains(rest, ">"+web.Words.SweepTrue+"<") != is {
			t.Errorf("%s: %s", cell, rest)
		}
	}
}

// TestSweepStops: a sweep that is stopped keeps its rows, and too many are refused.
func TestSweepStops(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	var open []string
	for range 6 {
		answer := v.post("/api/v1/sweeps", `{"image":"`+v.picture()+`"}`)
		if answer.StatusCode == http.StatusTooManyRequests {
			break
		}
		open = append(open, answer.Header.Get("Location"))
	}
	if len(open) > 5 {
		t.Error("there is no end to how many sweeps a visitor may queue")
	}
	last := open[len(open)-1]
	if got := v.do("DELETE", last, "", nil).StatusCode; got != http.StatusNoContent {
		t.Errorf("stop: %d", got)
	}
	var e experimentJSON
	if v.get(last).json(t, &e); e.State != store.Cancelled {
		t.Errorf("it is %s", e.State)
	}
	s.stop() // amid the work: what waits stays for the next start
}

// TestSweepTimeLeft: a sweep that runs tells what it will take, on its page and to programs, and
// says nothing of it once it is done.
func TestSweepTimeLeft(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	id := v.picture()
	address := v.post("/api/v1/sweeps", `{"image":"`+id+`"}`).Header.Get("Location")
	c := newContract(t)
	var page string
	var left float64
	for end := time.Now().Add(patience); time.Now().Before(end) && (left == 0 || page == ""); time.Sleep(20 * time.Millisecond) {
		var e experimentJSON
		if c.keeps("GET", "/api/v1/experiments/{id}", v.get(address)).json(t, &e); e.State == store.Done {
			break
		}
		if left = max(left, e.SecondsLeft); left == 0 {
			continue
		}
		if body := string(v.get("/lab/" + id).body); strings.Contains(body, " conditions · about ") {
			page = body
		}
	}
	if left == 0 || page == "" {
		t.Errorf("%g s are left for programs, and the page says it: %t", left, page != "")
	}
	var e experimentJSON
	v.swept(address)
	v.get(address).json(t, &e)
	if e.SecondsLeft != 0 || strings.Contains(string(v.get("/lab/"+id).body), "· about ") {
		t.Errorf("once it is done %g s are left", e.SecondsLeft)
	}
}

// TestLabRefuses what it cannot do, in words.
func TestLabRefuses(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	for says, parts := range map[string][][3]string{
		"No picture was chosen":  {{"setting", "", "jpeg:10"}},
		"No codec was chosen":    {{"sample", "", "retriever"}},
		"QF from 1 to 100":       {{"sample", "", "retriever"}, {"setting", "", "jpeg:10"}, {"level", "", "900"}},
		"There is no codec":      {{"sample", "", "retriever"}, {"setting", "", "bpg:10"}},
		"is not understood":      {{"file", "a.png", pristine(t)}, {"setting", "", "jpeg"}},
		"make codecs":            {{"file", "a.png", pristine(t)}, {"setting", "", "cheng_psnr:2"}},
		"more than the 3 that":   {{"sample", "", "retriever"}, {"setting", "", "jpeg:10>jpeg:20>jpeg:30>jpeg:40"}},
		"more than the 3":        {{"file", "a.png", pristine(t)}, {"setting", "", "jpeg:10>jpeg:20>jpeg:30"}, {"then", "", "jpeg:40"}},
		"is nothing at this add": {{"sample", "", "../secret"}, {"setting", "", "jpeg:10"}},
	} {
		got := v.upload("/lab", parts...)
		if got.StatusCode < 400 || !strings.Contains(string(got.body), says) {
			t.Errorf("%s: %d", says, got.StatusCode)
		}
	}
	var list struct{ Images []imageJSON }
	if v.get("/api/v1/images").json(t, &list); len(list.Images) > 0 {
		t.Errorf("%d pictures are left of what was refused", len(list.Images))
	}
}

// swept holds on the lab's page when a sweep has ended.
const swept = `document.querySelector("[data-testid=heat]") && !document.querySelector("[data-sweep-open]")`

// TestLabJourney is a person's way: choose, compress, sweep, press a cell.
func TestLabJourney(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL)
	b.click(`.rooms [href="/lab"]`)
	b.wait(`[data-testid="lab-form"]`)
	b.run(chromedp.Evaluate[chromedp.Void](`const f = document.querySelector("[data-testid=lab-form]"); f.elements.sample.value = "retriever"; f.elements.setting.value = "jpeg:10"`))
	b.click(`[data-testid="lab-compress"]`)
	if got := b.text(`[data-testid="lab-verdict"]`); !strings.Contains(got, "right") {
		t.Errorf("the page says: %s", got)
	}
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-testid=sweep-start]").form.elements.model.value = "fast"`)) // has fewer cells
	b.click(`[data-testid="sweep-start"]`)
	b.holds(swept)
	b.holds(`document.querySelector("#said").textContent === "The sweep is done."`)
	marks := ask(b, chromedp.Evaluate[string](`document.querySelector('[data-testid="heat-jpeg:10"] .cell-marks').innerText`))
	if !strings.Contains(marks, "true") || !strings.Contains(marks, "believed") {
		t.Errorf("the true cell is marked %q", marks)
	}
	b.holds(`[...document.querySelectorAll(".heat .cell-p")].every((p) => /[+−]\d/.test(p.innerText))`)
	b.click(`.sweep-measures [href*="measure=consistency"]`)
	b.holds(`[...document.querySelectorAll(".heat .cell-p")].every((p) => /0\.\d/.test(p.innerText))`)
	b.holds(`document.querySelector("[data-testid=sweep-start]")?.form.elements.model.value === "fast"`)
	// The script may not listen yet when the page is there: chosen until it does.
	b.holds(`new URLSearchParams(location.search).get("model") === "studio" || (() => {
		const choice = document.querySelector("[data-testid=lab-auto]")?.form.elements.model;
		if (!choice) return; // between two pages
		choice.value = "studio";
		choice.dispatchEvent(new Event("change", {bubbles: true}));
	})()`)
	b.holds(`document.querySelector("[data-testid=sweep-start]")?.form.elements.model.value === "studio" && ` + swept)
	b.click(`[data-testid="heat-jpeg:10"]`)
	b.wait(`[data-testid="measures"]`)
	b.click(`.to-lab`)
	b.wait(`[data-testid="history-row"]`)
	b.click(`.rooms [href="/lab"]`)
	b.wait(`[data-testid="recent"]`)
	b.quiet(s.URL)
}

// TestLabAsksWhoKnows: a picture goes to the first model that has a name for what happened to it.
func TestLabAsksWhoKnows(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	var clean, coded imageJSON
	v.upload("/api/v1/images", [3]string{"file", "flower.png", pristine(t)}).json(t, &clean)
	for setting, model := range map[string]string{"webp:20": "studio", "jpeg:10": "studio", "vvc:37": "fast", "jpeg:10>vvc:42": "fast", "webp:20>vvc:42": "studio"} {
		v.post("/api/v1/images/"+clean.ID+"/compressions", `{"setting":"`+setting+`"}`).json(t, &coded)
		page := string(v.get("/lab/" + coded.ID).body)
		if !strings.Contains(page, `<option value="`+model+`" selected>`) {
			t.Errorf("%s does not go to %s", setting, model)
		}
	}
}

// TestLabAgain: what was refused is there to be mended, with the reason.
func TestLabAgain(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	refused := func(got reply, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if got.StatusCode < 400 || got.StatusCode > 499 || !strings.Contains(string(got.body), text) {
				t.Errorf("%d, without %s", got.StatusCode, text)
			}
		}
	}
	refused(v.upload("/lab", [3]string{"sample", "", "bay"}, [3]string{"setting", "", "webp:20"}, [3]string{"level", "", "9<00"}, [3]string{"then", "", "jpeg:10"}, [3]string{"last", "", "webp:40"}),
		`data-testid="lab-trouble"`, `<option value="bay" selected>`, `<option value="webp:20" selected>`, `value="9&lt;00"`, `<option value="jpeg:10" selected>`, `<option value="webp:40" selected>`, "WebP takes a")
	refused(v.upload("/lab/evaluations", [3]string{"settings", "", "gif:3"}, [3]string{"model", "", "fast"}, [3]string{"views", "", "4"}, [3]string{"wrong", "", "1"}),
		`data-testid="evaluation-trouble"`, `value="gif:3"`, `<option value="4" selected>`, `name="wrong" value="1" checked`, `value="fast" selected`)
	if got := v.upload("/lab", [3]string{"sample", "", "retriever"}, [3]string{"setting", "", "jpeg:40"}, [3]string{"then", "", "webp:20"}, [3]string{"last", "", "jpeg:20"}, [3]string{"last-level", "", "25"}); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("three codecs: %d", got.StatusCode)
	}
	if made := string(v.get("/api/v1/images").body); !strings.Contains(made, `"setting":"jpeg:40\u003ewebp:20\u003ejpeg:25"`) {
		t.Error(made)
	}
}
