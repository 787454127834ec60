package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"uncodec/web"
)

// TestConditionInAddress: the page's controls stand as its address says, in the form's own fields,
// whatever is shown.
func TestConditionInAddress(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	page := "/images/" + id
	manual := []string{`value="manual" checked`, `name="weight.jpeg" min="0" max="100" step="1" value="75"`, `name="weight.hevc" min="0" max="100" step="1" value="25"`, `name="strength" min="0" max="1" step="0.01" value="0.33"`}
	mix := "mode=manual&weight.jpeg=60&weight.hevc=20&strength=0.33"
	v.reads(page+"?"+mix, manual...)
	v.reads(page+"?mode=relative&delta=-0.25", `value="relative" checked`, `name="delta" min="-1" max="1" step="0.05" value="-0.25"`)
	v.reads(page+"?mode=manual&cell=jpeg:10", `value="manual" checked`, `value="jpeg:10" aria-pressed="true"`)
	v.reads(page+"?mode=auto&weight.jpeg=60", `value="auto" checked`)

	// Of another model's codecs, those that this one has no name for stay away.
	v.reads(page+"?model=studio&mode=manual&weight.vvc=100&strength=0.9", `value="auto" checked`, web.NoNameFor("studio", []string{"VVC"}))
	v.reads(page+"?model=studio&"+mix+"&weight.vvc=100", append(manual, web.NoNameFor("studio", []string{"VVC"}))...)

	done := v.restored(id, `{"mode":"manual","codec":{"jpeg":1},"level":"20"}`)
	v.reads(page, `value="jpeg:20" aria-pressed="true"`)
	v.reads(page+"?restoration="+done+"&"+mix, append(manual, "/restorations/"+done+"/picture")...)

	// What is followed has its controls, too, without script.
	job := v.post("/api/v1"+page+"/restorations", `{"views":8,"condition":{"mode":"relative","delta":0.5}}`).Header.Get("Location")
	v.reads(page, `data-open`, `value="relative" checked`, `name="delta" min="-1" max="1" step="0.05" value="0.50"`)
	v.do("DELETE", job, "", nil)

	for query, says := range map[string]string{ // the picture is shown all the same
		"mode=relative&delta=far": "delta", "mode=relative&delta=7": "shift", "mode=manual&weight.jpeg=0&strength=0.5": "codec", "mode=sideways": "sideways", "cell=jpeg:11": "11",
	} {
		if got := v.get(page + "?" + query); got.StatusCode != http.StatusOK || !strings.Contains(troubleOf(string(got.body)), says) {
			t.Errorf("%s: %d, and says %q", query, got.StatusCode, troubleOf(string(got.body)))
		}
	}
}

// TestReuse: what was made of a picture under a request is not made again, unless a program wants it.
func TestReuse(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	restorations := "/api/v1/images/" + id + "/restorations"
	const level = `"condition":{"mode":"manual","codec":{"jpeg":1},"level":"20"}`
	first := v.finished(v.post(restorations, `{"reuse":true,`+level+`}`).Header.Get("Location"))
	var job jobJSON
	again := v.post(restorations, `{"reuse":true,`+level+`}`)
	again.json(t, &job)
	if again.StatusCode != http.StatusOK || job.ID != first || again.Header.Get("Location") != "/api/v1/jobs/"+first {
		t.Errorf("again: %d %s", again.StatusCode, again.body)
	}
	for _, other := range []string{`{` + level + `}`, `{"reuse":true,"views":2,` + level + `}`, `{"reuse":true,"model":"fast",` + level + `}`, `{"reuse":true}`,
		`{"reuse":true,"condition":{"mode":"manual","codec":{"jpeg":1},"level":"20","unheld":true}}`} {
		got := v.post(restorations, other)
		if got.StatusCode != http.StatusAccepted || v.finished(got.Header.Get("Location")) == first {
			t.Errorf("%s: %d %s", other, got.StatusCode, got.body)
		}
	}

	// A mix is the same by whatever sum its weights are given.
	mixed := v.finished(v.post(restorations, `{"reuse":true,"condition":{"mode":"manual","codec":{"jpeg":60,"hevc":20},"strength":0.5}}`).Header.Get("Location"))
	if same := v.post(restorations, `{"reuse":true,"condition":{"mode":"manual","codec":{"jpeg":0.75,"hevc":0.25,"avc":0},"strength":0.5}}`); same.Header.Get("Location") != "/api/v1/jobs/"+mixed {
		t.Errorf("an equal mix: %d %s", same.StatusCode, same.body)
	}

	// The form's buttons take what is there, and what is stopped is there no more.
	form := v.form("/images/"+id+"/restorations", "cell=jpeg%3A20&model=fast&views=1")
	if at := form.Header.Get("Location"); v.get(at).Header.Get("Location") == "" {
		t.Errorf("the form's job is not done: %s", at)
	}
	open := v.post(restorations, `{"reuse":true,"views":8}`).Header.Get("Location")
	if same := v.post(restorations, `{"reuse":true,"views":8}`); same.StatusCode != http.StatusAccepted || same.Header.Get("Location") != open {
		t.Errorf("what is under way is begun anew: %d %s", same.StatusCode, same.body)
	}
	v.do("DELETE", open, "", nil)
	if anew := v.post(restorations, `{"reuse":true,"views":8}`); anew.StatusCode != http.StatusAccepted || anew.Header.Get("Location") == open {
		t.Errorf("what was stopped is taken for made: %d %s", anew.StatusCode, anew.body)
	}
}

// TestRestorationDelete: one restoration can go and the others stay, and so does what is shown.
func TestRestorationDelete(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	first, second := v.restored(id, `{}`), v.restored(id, `{"mode":"relative","delta":0.2}`)
	v.reads("/images/"+id, `action="/restorations/`+first+`/delete?restoration=`+second+`"`, `action="/restorations/`+second+`/delete"`)
	gone := v.form("/restorations/"+first+"/delete?with="+first+"&mode=auto&restoration="+second, "")
	if gone.StatusCode != http.StatusSeeOther || gone.Header.Get("Location") != "/images/"+id+"?mode=auto&restoration="+second {
		t.Errorf("%d to %s", gone.StatusCode, gone.Header.Get("Location"))
	}
	if page := string(v.get("/images/" + id).body); strings.Contains(page, first) || !strings.Contains(page, second) {
		t.Error("the wrong one went")
	}
	v.reads("/images/"+id+"?restoration="+first, web.Words.RestorationGone, "/restorations/"+second+"/picture")
	v.reads("/lab/"+id+"?measure=ssim", `action="/restorations/`+second+`/delete?measure=ssim&amp;room=lab"`)
	if lab := v.form("/restorations/"+second+"/delete?measure=ssim&room=lab", "").Header.Get("Location"); lab != "/lab/"+id+"?measure=ssim" {
		t.Errorf("from the lab to %s", lab)
	}
	if v.get("/images/"+id).StatusCode != http.StatusOK {
		t.Error("the picture went along")
	}
}

// TestConditionReload: controls that were moved and what was painted are there after a reload, as
// they were, and are shown at once.
func TestConditionReload(t *testing.T) {
	s, b := inStudio(t)
	b.click(`[data-follow]`)
	b.click(`.modes label:nth-of-type(3)`) // manual
	strength := `document.querySelector("#condition").elements.strength`
	b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const i = %s; i.value = 0.25; for (const kind of ["input", "change"]) i.dispatchEvent(new Event(kind, {bubbles: true})) }`, strength)))
	b.holds(`location.search.includes("mode=manual") && location.search.includes("strength=0.25")`)
	b.click(`[data-brush] summary`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-brush-codec]").value = "hevc"`))
	b.click(`[data-brush-do="sight"]`)
	legend := `document.querySelector("[data-brush-legend]").textContent.includes("100 %")`
	b.holds(legend)
	b.run(chromedp.Reload())
	b.holds(scripted)
	b.holds(strength + `.value === "0.25" && document.querySelector("#condition").elements.mode.value === "manual" && ` + legend)
	b.holds(`document.querySelector("#viewer .live")?.naturalWidth === 160`)

	// A restoration's address says all by itself, until its controls are moved.
	b.click(`[data-testid="restore"]`)
	b.holds(`/^\?restoration=[a-z0-9]+$/.test(location.search) && document.querySelector(".history .shown strong").textContent.includes("Painted all over: HEVC at strength 0.50")`)
	b.holds(`document.querySelector("[data-earlier]").hidden`)
	b.click(`[data-step="copy"]`) // moves nothing
	b.holds(`/^\?restoration=[a-z0-9]+$/.test(location.search) && ` + legend)
	b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const i = %s; i.value = 0.5; for (const kind of ["input", "change"]) i.dispatchEvent(new Event(kind, {bubbles: true})) }`, strength)))
	b.holds(`/^\?restoration=[a-z0-9]+&.*strength=0.5/.test(location.search)`)
	b.holds(`!document.querySelector("[data-earlier]").hidden`) // what can be saved is not what is shown
	b.click(`[data-step="undo"]`)
	b.holds(`/^\?restoration=[a-z0-9]+$/.test(location.search)`)
	b.quiet(s.URL)
}
