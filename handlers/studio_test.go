package handlers

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"uncodec/codec"
	"uncodec/studio"
	"uncodec/web"
)

// sample takes a bundled picture in and returns its id.
func (v *visitor) sample(name string) string {
	v.site.t.Helper()
	answer := v.form("/samples/"+name, "")
	id, found := strings.CutPrefix(answer.Header.Get("Location"), "/images/")
	if !found {
		v.site.t.Fatalf("sample: %d %s", answer.StatusCode, answer.body)
	}
	return id
}

// reads tells whether a page has all of some texts.
func (v *visitor) reads(path string, texts ...string) {
	v.site.t.Helper()
	page := v.get(path)
	for _, text := range texts {
		if page.StatusCode != http.StatusOK || !strings.Contains(string(page.body), text) {
			v.site.t.Errorf("%s: %d, without %q", path, page.StatusCode, text)
		}
	}
}

// TestOpenJob: who comes back to a picture that is being restored finds progress and Stop, and
// what was restored before beside it.
func TestOpenJob(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.sample("bay")
	before := v.restored(id, `{"mode":"manual","codec":{"jpeg":1},"level":"10"}`)
	job := v.post("/api/v1/images/"+id+"/restorations", `{"views":8}`).Header.Get("Location")
	open := `data-job="` + strings.TrimPrefix(job, "/api/v1/jobs/") + `" data-open`
	v.reads("/images/"+id, open, "/restorations/"+before+"/picture", `data-testid="look"`)
	v.reads("/images/"+id+"?restoration="+before, open)
	v.do("DELETE", job, "", nil)
	if page := v.get("/images/" + id); strings.Contains(string(page.body), "data-job=") {
		t.Error("the page follows what was stopped")
	}
}

// TestOriginal: the pristine original can stand beside the restoration, and before there is one
// beside the upload; what holds no original offers none.
func TestOriginal(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	var facts imageJSON
	v.get("/api/v1/images/"+id).json(t, &facts)
	original, upload := `data-before="/images/`+facts.Reference+`/picture"`, `data-before="/images/`+id+`/picture"`
	v.reads("/images/"+id, upload, `href="/images/`+id+`?with=original"`, ">"+web.Words.HoldUpload+"<")
	v.reads("/images/"+id+"?with=original", original, `data-after="/images/`+id+`/picture"`, `href="/images/`+id+`"`, ">"+web.Words.HoldOriginal+"<")
	done := v.restored(id, `{}`)
	v.reads("/images/"+id, `href="/images/`+id+`?with=original&amp;restoration=`+done+`"`)
	v.reads("/images/"+id+"?with=original&restoration="+done, original, `data-after="/restorations/`+done+`/picture"`, ">"+web.Words.Pristine+"<")

	v.upload("/api/v1/images", [3]string{"file", "alone.jpg", photo(t)}).json(t, &facts)
	if page := v.get("/images/" + facts.ID + "?with=original"); strings.Contains(string(page.body), web.Words.AltPristine) || !strings.Contains(string(page.body), `data-after=""`) {
		t.Error("a picture without an original offers one")
	}
}

// TestDeleteAsks: what deletes a picture for good is behind what is pressed first, without script too.
func TestDeleteAsks(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	_, asks, found := strings.Cut(string(v.get("/images/"+id).body), `id="delete-fold"`)
	if !found {
		t.Fatal("nothing leads to its end")
	}
	if form := strings.Index(asks, `action="/images/`+id+`/delete"`); form < strings.Index(asks, "</summary>") || form > strings.Index(asks, "</details>") {
		t.Error("the picture goes without a question")
	}
	if got := v.form("/images/"+id+"/delete", ""); got.StatusCode != http.StatusSeeOther || v.get("/images/"+id).StatusCode != http.StatusNotFound {
		t.Errorf("delete: %d", got.StatusCode)
	}
}

// TestAddOriginal: an original that comes after the picture is measured against as one that came
// with it, also for what was restored before.
func TestAddOriginal(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	var facts imageJSON
	v.upload("/api/v1/images", [3]string{"file", "alone.jpg", photo(t)}).json(t, &facts)
	done := v.restored(facts.ID, `{}`)
	page := "/images/" + facts.ID + "?restoration=" + done
	form := "/images/" + facts.ID + "/reference?restoration=" + done
	v.reads(page, web.Words.NoReference, `action="`+form+`"`)
	for says, part := range map[string][3]string{"same size": {"reference", "b.jpg", sampleFile(t)}, "“reference” is missing": {"note", "", "x"}, "goes into “reference”": {"file", "b.png", pristine(t)}, "The original": {"reference", "b.png", "text"}} {
		if got := v.upload(form, part); got.StatusCode < 400 || got.StatusCode > 499 || !strings.Contains(string(got.body), says) || !strings.Contains(string(got.body), `data-testid="original-trouble"`) || !strings.Contains(string(got.body), `data-result="`+done+`"`) {
			t.Errorf("%s: %d %s", says, got.StatusCode, got.body)
		}
	}
	if list := string(v.get("/api/v1/images").body); strings.Count(list, `"id"`) != 1 {
		t.Errorf("something of them stayed: %s", list)
	}
	if got := v.upload(form, [3]string{"reference", "b.png", pristine(t)}); got.Header.Get("Location") != page {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	var late, early restorationJSON
	v.get("/api/v1/restorations/"+done).json(t, &late)
	v.get("/api/v1/restorations/"+v.restored(v.picture(), `{}`)).json(t, &early)
	if late.Input == nil || early.Input == nil || *late.Input != *early.Input || *late.Restored != *early.Restored {
		t.Errorf("late %+v %+v, early %+v %+v", late.Input, late.Restored, early.Input, early.Restored)
	}
	v.reads(page, `data-testid="measures"`, web.Words.AltPristine)
	if got := v.upload(form, [3]string{"reference", "b.png", pristine(t)}); got.StatusCode != http.StatusConflict || !strings.Contains(string(got.body), `data-testid="failure"`) { // the form is gone
		t.Errorf("a second original: %d", got.StatusCode)
	}
	v.do("DELETE", "/api/v1/images/"+facts.ID, "", nil)
	if list := string(v.get("/api/v1/images").body); strings.Contains(list, "b.png") {
		t.Error("the original outlives its picture")
	}
}

// TestSampleAgain: a sample that a visitor has is opened again; another visitor's is their own,
// and one that was deleted is made anew.
func TestSampleAgain(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Shared = true })
	v := s.visitor()
	first := v.sample("retriever")
	if again := v.sample("retriever"); again != first {
		t.Errorf("a second copy: %s", again)
	}
	if other := v.sample("bay"); other == first {
		t.Error("one sample opens another")
	}
	if theirs := s.visitor().sample("retriever"); theirs == first {
		t.Error("a visitor is led to what another brought")
	}
	v.form("/images/"+first+"/delete", "")
	if anew := v.sample("retriever"); anew == first {
		t.Error("what was deleted opens")
	}
}

// TestAsFileSays: what the file says of itself can be restored under, as the model's nearest level.
func TestAsFileSays(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	v.reads("/images/"+v.picture(), `name="cell" value="jpeg:10"`, web.AsFileSays("JPEG", "QF", "10"))
	var facts imageJSON
	v.upload("/api/v1/images", [3]string{"file", "a.webp", webp(t, 40)}).json(t, &facts)
	v.reads("/images/"+facts.ID+"?model=studio", "WebP, quality about 4", `name="cell" value="webp:40"`, web.AsFileSays("WebP", "QF", "40"), web.Words.Unheld)
	if page := string(v.get("/images/" + facts.ID + "?model=fast").body); strings.Contains(page, web.Words.Unheld) {
		t.Error("fast, which knows no WebP, is to be held to one")
	}
	v.upload("/api/v1/images", [3]string{"file", "a.png", pristine(t)}).json(t, &facts)
	if page := string(v.get("/images/" + facts.ID).body); strings.Contains(page, `data-testid="as-file"`) {
		t.Error("a PNG says what compressed it")
	}
}

// TestExactInput: what came without an error has no gain that a figure could tell.
func TestExactInput(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	var facts imageJSON
	v.upload("/api/v1/images", [3]string{"file", "a.png", pristine(t)}, [3]string{"reference", "b.png", pristine(t)}).json(t, &facts)
	page := string(v.get("/images/" + facts.ID + "?restoration=" + v.restored(facts.ID, `{}`)).body)
	if !strings.Contains(page, "∞") || strings.Contains(page, "– dB") {
		t.Errorf("the measures are not those of an exact picture")
	}
}

// TestOffSaysSo: where nothing can be restored the page says why, speaks of no control and keeps no place for one.
func TestOffSaysSo(t *testing.T) {
	off := &studio.Engine{Limits: codec.DefaultLimits(), Tools: codec.NewToolbox(""), Why: errors.New("there is no model here")}
	v := startWith(t, t.TempDir(), off).visitor()
	page := string(v.get("/images/" + v.picture()).body)
	if !strings.Contains(page, web.Words.Off+".</strong> There is no model here.") || strings.Contains(page, web.Words.NotYet) || strings.Contains(page, "act-buttons") {
		t.Error("it says otherwise")
	}
}
