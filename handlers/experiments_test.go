package handlers

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// listedIDs are the restorations that an answer to a program lists, and its cursor.
func listedIDs(t *testing.T, answer reply) (ids []string, next string) {
	t.Helper()
	var list struct {
		Restorations []restorationJSON
		Next         string
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", answer.StatusCode, answer.body)
	}
	answer.json(t, &list)
	for _, r := range list.Restorations {
		ids = append(ids, r.ID)
	}
	return ids, list.Next
}

// TestExperimentsList: what is asked for comes, a page after the other, and nothing of others.
func TestExperimentsList(t *testing.T) {
	s := startSite(t, t.TempDir())
	v, stranger := s.visitor(), s.visitor()
	id := v.picture()
	var made []string
	for _, condition := range []string{`{}`, `{"mode":"manual","codec":{"jpeg":1},"level":"10"}`, `{"mode":"manual","codec":{"hevc":1},"strength":0.1}`} {
		made = append(made, v.restored(id, condition))
	}
	var paged []string
	for next, query := "", "?limit=1"; ; query = "?limit=1&after=" + next {
		var ids []string
		if ids, next = listedIDs(t, v.get("/api/v1/restorations"+query)); len(ids) != 1 {
			t.Fatalf("%d rows", len(ids))
		}
		if paged = append(paged, ids...); next == "" {
			break
		}
	}
	if strings.Join(paged, " ") != made[2]+" "+made[1]+" "+made[0] {
		t.Errorf("%v, made %v", paged, made)
	}
	v.do("PATCH", "/api/v1/restorations/"+made[1], "application/json", strings.NewReader(`{"note":"  <b>odd\none  "}`))
	if got := v.do("PATCH", "/api/v1/restorations/"+made[1], "application/json", strings.NewReader(`{}`)); got.StatusCode != http.StatusBadRequest {
		t.Errorf("a change without a note: %d %s", got.StatusCode, got.body)
	}
	for query, want := range map[string]int{
		"?codec=hevc": 1, "?mode=manual": 2, "?mode=manual&codec=jpeg": 1, "?text=flower": 3, "?text=ODD+one": 1, "?state=failed": 0, "?original=yes": 3,
		"?original=no": 0, "?model=studio": 3, "?from=2001-01-01": 3, "?to=2001-01-01": 0, "?from=2001-01-01T00:00:00Z&to=2999-01-01": 3,
	} {
		ids, _ := listedIDs(t, v.get("/api/v1/restorations"+query))
		page := string(v.get("/experiments" + query).body)
		if len(ids) != want || strings.Count(page, `data-testid="list-row"`) != want {
			t.Errorf("%s: %d for programs, %d on the page, should be %d", query, len(ids), strings.Count(page, `data-testid="list-row"`), want)
		}
	}
	if page := string(v.get("/images/" + id).body); !strings.Contains(page, "&lt;b&gt;odd one") {
		t.Error("the note is not in the studio's list")
	}
	if ids, _ := listedIDs(t, stranger.get("/api/v1/restorations")); len(ids) > 0 || strings.Contains(string(stranger.get("/experiments").body), "list-row") {
		t.Error("a stranger lists them")
	}
	for says, query := range map[string]string{
		"?sort is one of": "?sort=size", "?order is one of": "?order=up", "?mode is one of": "?mode=magic", "?state is one of": "?state=over", "?original is one of": "?original=1",
		"as in 2026-07-31": "?from=yesterday", "a whole number from 1 to": "?limit=0", "no place in this list": "?after=x", "There is no ?codecs": "?codecs=jpeg", "up to 200 bytes": "?text=" + strings.Repeat("x", 300),
	} {
		got := v.get("/api/v1/restorations" + query)
		if got.StatusCode != http.StatusBadRequest || !strings.Contains(string(got.body), says) {
			t.Errorf("%s: %d %s", query, got.StatusCode, got.body)
		}
	}
	if got := v.get("/api/v1/restorations?sort=seconds&after=" + cursorOf(t, v)); got.StatusCode != http.StatusBadRequest {
		t.Errorf("a cursor of another order: %d", got.StatusCode)
	}
	if got := v.get("/experiments?page=9"); got.StatusCode != http.StatusOK || !strings.Contains(string(got.body), "1–3 of 3") {
		t.Errorf("behind the end: %d", got.StatusCode)
	}
}

func cursorOf(t *testing.T, v *visitor) string {
	t.Helper()
	_, next := listedIDs(t, v.get("/api/v1/restorations?limit=1&sort=psnr"))
	if next == "" {
		t.Fatal("no cursor")
	}
	return next
}

// TestExperimentsDelete: ticked rows go with their files, what runs is stopped first, and
// what is another's or went meanwhile is passed over.
func TestExperimentsDelete(t *testing.T) {
	s := startSite(t, t.TempDir())
	v, stranger := s.visitor(), s.visitor()
	id, theirs := v.picture(), stranger.picture()
	other := stranger.restored(theirs, `{}`)
	made := []string{v.restored(id, `{"mode":"manual","codec":{"hevc":1},"strength":0.3}`), v.restored(id, `{"mode":"manual","codec":{"jpeg":1},"level":"10"}`)}
	var facts restorationJSON
	v.get("/api/v1/restorations/"+made[0]).json(t, &facts)

	form := func(ids ...string) string { return url.Values{"pick": ids, "back": {"sort=psnr&page=1"}}.Encode() }
	for name, got := range map[string]reply{
		"ask about another's": v.get("/experiments/delete?" + form(other)), "compare with another's": v.get("/experiments/compare?" + form(made[0], other)),
		"a sweep that is none": v.get("/experiments/delete?pick=" + made[0] + "&back=kind%3Dsweep"),
	} {
		if got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", name, got.StatusCode)
		}
	}
	if ids, _ := listedIDs(t, v.get("/api/v1/restorations")); len(ids) != 2 {
		t.Fatalf("left: %v", ids)
	}
	for n, ids := range [][]string{nil, made[:1], {made[0], made[1], made[0]}} {
		if got := v.get("/experiments/compare?" + form(ids...)); got.StatusCode != http.StatusBadRequest || !strings.Contains(string(got.body), "list-trouble") {
			t.Errorf("compare %d: %d", n, got.StatusCode)
		}
	}
	if got := v.get("/experiments/compare?" + form(made...)); !strings.Contains(string(got.body), `href="/images/`+id+`?restoration=`+made[0]+`&amp;with=`+made[1]+`"`) || !strings.Contains(string(got.body), `data-testid="compared"`) || !strings.Contains(string(got.body), "PSNR") {
		t.Errorf("compare two of a picture: %d %s", got.StatusCode, got.body)
	}
	if got := v.get("/experiments/delete?" + form(append(made, other)...)); got.StatusCode != http.StatusOK || strings.Count(string(got.body), `name="pick"`) != 2 || !strings.Contains(string(got.body), "Delete these 2 restorations?") {
		t.Errorf("the last word: %d", got.StatusCode)
	}

	var open []string
	for range 3 {
		var job jobJSON
		v.post("/api/v1/images/"+id+"/restorations", `{}`).json(t, &job)
		open = append(open, job.ID)
	}
	if got := v.do("DELETE", "/api/v1/restorations/"+open[2], "", nil); got.StatusCode != http.StatusConflict || !strings.Contains(string(got.body), "Stop it first") {
		t.Errorf("deleting what waits: %d %s", got.StatusCode, got.body)
	}
	got := v.form("/experiments/delete", form(append(open, other, made[0])...))
	if got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/experiments?page=1&sort=psnr" {
		t.Errorf("delete: %d %s", got.StatusCode, got.Header.Get("Location"))
	}
	if ids, _ := listedIDs(t, v.get("/api/v1/restorations")); len(ids) != 1 || ids[0] != made[1] {
		t.Errorf("left: %v", ids)
	}
	if _, err := s.studio.Store.OpenFile(facts.SHA256); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("its file: %v", err)
	}
	for path, v := range map[string]*visitor{"/images/" + id + "/picture": v, "/restorations/" + made[1] + "/picture": v, "/restorations/" + other + "/picture": stranger} {
		if got := v.get(path).StatusCode; got != http.StatusOK {
			t.Errorf("%s: %d", path, got)
		}
	}
}

// TestExperimentsFile saves all rows, not only a page's, and no name is taken for a formula.
func TestExperimentsFile(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	var i imageJSON
	v.upload("/api/v1/images", [3]string{"file", "=1+cmd.jpg", photo(t)}, [3]string{"reference", "clean.png", pristine(t)}).json(t, &i)
	done := v.restored(i.ID, `{"mode":"manual","codec":{"jpeg":0.7,"hevc":0.3},"strength":0.25}`)
	v.form("/restorations/"+done+"/note", "note=%40home, \"so\"")
	row := must(s.studio.Store.Restoration(t.Context(), done, ownerOfPicture(t, s, i.ID)))(t)
	for range savedRestorations + 3 { // more than are held at once
		made := must(s.studio.Store.CreateRestoration(t.Context(), store.Restoration{ImageID: i.ID, Model: "gone", ModelHash: "m", Condition: row.Condition, Mode: "auto"}))(t)
		if err := s.studio.Store.CancelRestoration(t.Context(), made.ID, row.Owner); err != nil && !errors.Is(err, store.ErrConflict) {
			t.Fatal(err)
		}
	}
	table := must(csv.NewReader(strings.NewReader(string(v.get("/experiments/file?format=csv&sort=psnr").body))).ReadAll())(t)
	if len(table) != savedRestorations+5 || len(table[0]) != len(restorationColumns) {
		t.Fatalf("%d rows of %d columns", len(table), len(table[0]))
	}
	seen := map[string]bool{}
	for _, line := range table[1:] {
		seen[line[0]] = true
	}
	if len(seen) != savedRestorations+4 {
		t.Errorf("%d different rows", len(seen))
	}
	at := map[string]string{}
	for n, name := range table[0] {
		at[name] = table[1][n] // the only one that gained anything
	}
	if at["id"] != done || at["file"] != "'=1+cmd.jpg" || at["note"] != `'@home, "so"` || at["codec"] != "jpeg=0.7,hevc=0.3" || at["strength"] != "0.25" || at["mode"] != "manual" || at["gain_psnr"] == "" || at["consistency"] == "" {
		t.Errorf("%v", at)
	}
	var rows []map[string]any
	answer := v.get("/experiments/file?format=json&state=done")
	answer.json(t, &rows)
	if len(rows) != 1 || len(rows[0]) != len(restorationColumns) || rows[0]["file"] != "=1+cmd.jpg" || rows[0]["width"] != 160.0 || rows[0]["restored_psnr"].(float64) < 15 {
		t.Errorf("%s", answer.body)
	}
	for path, want := range map[string]string{"?format=json&codec=none": "[\n]\n", "?format=json&kind=sweep": "[\n]\n"} {
		if got := v.get("/experiments/file" + path); string(got.body) != want || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") || !json.Valid(got.body) {
			t.Errorf("%s: %q", path, got.body)
		}
	}
	var sweep experimentJSON
	v.post("/api/v1/sweeps", `{"image":"`+i.ID+`","model":"fast"}`).json(t, &sweep)
	swept := v.swept("/api/v1/experiments/" + sweep.ID)
	var cells []json.RawMessage
	if err := json.Unmarshal(swept.Rows, &cells); err != nil {
		t.Fatal(err)
	}
	pictures := unzip(t, v.get("/experiments/file?format=zip&state=done").body)
	if len(pictures) != 3 || !strings.HasPrefix(pictures["restored/"+done+".png"], "\x89PNG") || pictures["uploads/"+i.ID+".jpeg"] != photo(t) || strings.Count(pictures["restorations.csv"], done) != 1 {
		t.Errorf("the ZIP holds %d files", len(pictures))
	}
	if got := s.visitor().get("/experiments/file?format=zip"); len(unzip(t, got.body)) != 1 {
		t.Error("a stranger's ZIP holds pictures")
	}
	table = must(csv.NewReader(strings.NewReader(string(v.get("/experiments/file?format=csv&kind=sweep").body))).ReadAll())(t)
	if len(table) != len(cells)+1 || len(table[0]) != len(sweepLines) || table[1][0] != sweep.ID || table[1][2] != "'=1+cmd.jpg" {
		t.Errorf("%d lines of %d cells: %v", len(table), len(cells), table[1])
	}
	if got := v.get("/experiments/file?format=zip&kind=sweep"); got.StatusCode != http.StatusBadRequest {
		t.Errorf("another format: %d", got.StatusCode)
	}
}

// ownerOfPicture finds whose a picture is, as its rows say.
func ownerOfPicture(t *testing.T, s *testSite, id string) string {
	t.Helper()
	s.studio.Store.Shared = true
	defer func() { s.studio.Store.Shared = false }()
	return must(s.studio.Store.Image(t.Context(), id, ""))(t).Owner
}

// TestExperimentsByGain: sweeps and evaluations are listed by what they gain in PSNR. A sweep
// without an original has no best cell, since consistency names none, and gains nothing that the list could say.
func TestExperimentsByGain(t *testing.T) {
	s := startWith(t, t.TempDir(), &studio.Engine{Limits: codec.DefaultLimits(), Tools: codec.NewToolbox(""), Why: errors.New("not here")})
	v := s.visitor()
	image := v.picture()
	keep := func(kind, image, grid, rows string) string {
		e := store.Experiment{Kind: kind, ImageID: image, Owner: ownerOfJar(v), Grid: json.RawMessage(grid), Rows: json.RawMessage(rows)}
		return must(s.studio.Store.CreateExperiment(t.Context(), e))(t).ID
	}
	sweep := func(figures string) string {
		return keep(store.KindSweep, image, `{"cells":["input","jpeg:10"]}`, `[{"condition":"input"`+figures+`,"consistency":0.91},{"condition":"jpeg:10"`+figures+`,"consistency":0.97}]`)
	}
	evaluation := func(psnr string) string {
		return keep(store.KindEvaluation, "", `{}`, `[{"images":1,"setting":"jpeg:10","input":{"psnr":25},"restored":{"psnr":`+psnr+`}}]`)
	}
	for kind, ids := range map[string][]string{
		listSweeps:      {sweep(`,"measures":{"psnr":25}`), sweep("")},
		listEvaluations: {evaluation("26.5"), evaluation("26.25")},
	} {
		page := string(v.get("/experiments?kind=" + kind + "&sort=gain").body)
		first, second := strings.Index(page, "row-"+ids[0]), strings.Index(page, "row-"+ids[1])
		if first < 0 || second < first || !strings.Contains(page, `aria-sort="descending"`) {
			t.Errorf("%s: %d before %d, sorted by no column", kind, first, second)
		}
		if strings.Contains(page, "0.97") {
			t.Errorf("%s: consistency is listed as a gain, or names a best", kind)
		}
		compared := string(v.get("/experiments/compare?back=kind%3D" + kind + "&pick=" + ids[0] + "&pick=" + ids[1]).body)
		for _, says := range map[string][]string{listSweeps: {"JPEG QF 10 +0.00"}, listEvaluations: {"+1.50", "+1.25"}}[kind] {
			if !strings.Contains(compared, says) {
				t.Errorf("%s: side by side, %q is not said", kind, says)
			}
		}
	}
}

// TestNotes: a note is one line of bounded length, and an empty one takes it away.
func TestNotes(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	done := v.restored(v.picture(), `{}`)
	note := func() string {
		var r restorationJSON
		v.get("/api/v1/restorations/"+done).json(t, &r)
		return r.Note
	}
	got := v.form("/restorations/"+done+"/note", "note=a%0D%0A+b%FF&back=text%3Dflower%26page%3D1")
	if got.Header.Get("Location") != "/experiments?page=1&text=flower#row-"+done || note() != "a b" {
		t.Errorf("%d %s, %q", got.StatusCode, got.Header.Get("Location"), note())
	}
	if got := v.form("/restorations/"+done+"/note", "note="+strings.Repeat("%C3%A4", noteLength+1)); got.StatusCode != http.StatusBadRequest || note() != "a b" {
		t.Errorf("too long: %d, %q", got.StatusCode, note())
	}
	if got := v.form("/restorations/"+done+"/note", "note="+strings.Repeat("%C3%A4", noteLength)+"&back=https://elsewhere.example"); got.StatusCode != http.StatusSeeOther || !strings.HasPrefix(got.Header.Get("Location"), "/experiments#") {
		t.Errorf("long: %d %s", got.StatusCode, got.Header.Get("Location"))
	}
	if v.form("/restorations/"+done+"/note", "note=+"); note() != "" {
		t.Errorf("%q", note())
	}
}

// FuzzListing: any address is a list that says the same again, or refused in words.
func FuzzListing(f *testing.F) {
	for _, seed := range []string{"", "kind=sweep&sort=gain&order=asc", "kind=evaluation&model=fast", "text=%25&model=fast&codec=jpeg&mode=auto&state=done&original=no", "from=2026-01-01&to=2026-02-30", "from=2026-01-01T00:00:00Z&page=3", "page=-1", "text=%ff", "sort=psnr&sort=ssim", "kind=x", "%zz"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		query, _ := url.ParseQuery(text)
		l, err := readListing(query)
		if err != nil {
			if faultOf(err).Status != http.StatusBadRequest {
				t.Fatal(err)
			}
			return
		}
		again := readBack(l.here())
		if again.here() != l.here() || again.kind != l.kind || again.number != l.number {
			t.Fatalf("%q became %q", l.here(), again.here())
		}
		if address := l.ofPage(); !strings.HasPrefix(address, "/experiments") || len(l.fields) > len(listFields) {
			t.Fatal(address)
		}
	})
}

// TestKinds: a list takes the kinds that its rows have, and says which those are.
func TestKinds(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	for _, kind := range []string{store.KindSweep, store.KindEvaluation} {
		for _, list := range []string{"/api/v1/experiments?kind=", "/experiments?kind=", "/experiments/file?format=csv&kind="} {
			if got := v.get(list + kind); got.StatusCode != http.StatusOK {
				t.Errorf("%s of kind %s: %d", list, kind, got.StatusCode)
			}
		}
	}
	for _, kind := range []string{"sweeps", listRestorations, "x"} {
		if got := v.get("/api/v1/experiments?kind=" + kind); got.StatusCode != http.StatusBadRequest || !strings.Contains(string(got.body), web.BadField("kind", []string{"sweep", "evaluation"})) {
			t.Errorf("%s: %d %s", kind, got.StatusCode, got.body)
		}
	}
}
