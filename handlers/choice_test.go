package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// begins fails the test unless the controls of a page begin with a model and a number of views.
func (v *visitor) begins(path, model, views string) {
	v.site.t.Helper()
	got := v.get(path)
	for _, value := range []string{model, views} {
		if !strings.Contains(string(got.body), `<option value="`+value+`" selected>`) {
			v.site.t.Errorf("%s: %d, and does not begin with %s", path, got.StatusCode, value)
		}
	}
}

// TestChoice: the model and the care that a visitor chose last are what their next picture
// begins with, from whichever form they came; an address that names others wins.
func TestChoice(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	first, second := v.picture(), v.picture()
	v.begins("/images/"+second, "studio", "1")
	for n, choose := range []func() reply{
		func() reply { return v.form("/images/"+first+"/restorations", "mode=auto&model=fast&views=4") },
		func() reply { return v.post("/api/v1/images/"+first+"/restorations", `{"model":"studio","views":2}`) },
		func() reply { return v.post("/api/v1/batches", `{"model":"fast","views":8}`) },
		func() reply {
			return v.upload("/batch", [3]string{"file", "a.txt", "no picture"}, [3]string{"model", "", "studio"}, [3]string{"mode", "", "auto"}, [3]string{"views", "", "4"})
		},
	} {
		if got := choose(); got.StatusCode >= 400 {
			t.Fatalf("%d: %d %s", n, got.StatusCode, got.body)
		}
		model, views := []string{"fast", "studio"}[n%2], []string{"4", "2", "8", "4"}[n]
		v.begins("/images/"+second, model, views)
		v.begins("/batch", model, views)
	}
	// The lab leaves the care open, and its model follows from the codec: nothing is chosen.
	v.form("/images/"+first+"/restorations", "mode=auto&model=fast")
	v.begins("/images/"+second, "studio", "4")
	v.begins("/images/"+second+"?model=fast&views=2", "fast", "2")
	v.begins("/batch?model=fast", "fast", "4")
	for _, query := range []string{"?views=3", "?views=0", "?views=x", "?model=none"} {
		if got := v.get("/batch" + query); got.StatusCode != http.StatusBadRequest {
			t.Errorf("/batch%s: %d", query, got.StatusCode)
		}
	}
	for query, trouble := range map[string]string{ // an old address shows the picture all the same, and says what is gone
		"?views=3": "views", "?views=0": "views", "?views=x": "views", "?model=none": "none", "?cell=jpeg:97&model=fast": "97", "?cell=none:1": "none", "?mode=manual&strength=9&weight.jpeg=1": "strength", "?mode=x": "x",
	} {
		got := v.get("/images/" + second + query)
		if page := string(got.body); got.StatusCode != http.StatusOK || !strings.Contains(page, `id="viewer"`) || !strings.Contains(troubleOf(page), trouble) {
			t.Errorf("%s: %d, and says %q", query, got.StatusCode, troubleOf(page))
		}
	}
	if got := v.get("/kiosk"); got.Header.Get("Set-Cookie") != "" {
		t.Error("the kiosk sets a cookie")
	}
	s.visitor().begins("/batch", "studio", "1")
}

// troubleOf is what a picture's page says that it could not do.
func troubleOf(page string) string {
	_, rest, _ := strings.Cut(page, `data-testid="restore-trouble">`)
	text, _, _ := strings.Cut(rest, "<")
	return text
}

// TestChoiceGone: what was chosen and is there no more gives way to the default, by itself.
func TestChoiceGone(t *testing.T) {
	s := startSite(t, t.TempDir())
	for value, want := range map[string][2]string{
		"model=earlier&views=8": {"studio", "8"}, "model=fast&views=16": {"fast", "1"}, "model=fast": {"fast", "1"}, "%%": {"studio", "1"},
	} {
		v := s.visitor()
		v.Jar.SetCookies(must(url.Parse(s.URL))(t), []*http.Cookie{{Name: choiceCookie, Value: value}})
		v.begins("/batch", want[0], want[1])
	}
}

// TestChoiceJourney: with script, too; and the care goes along when another model is asked.
func TestChoiceJourney(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, _ := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.wait(`[data-testid="restore"]`)
	// The script may not listen yet when the page is there: chosen until it does.
	b.holds(`["model=fast", "views=2", "unheld=1", "mode=auto"].every((part) => location.search.includes(part)) || (() => {
		const { model, views, unheld } = document.querySelector("#condition")?.elements ?? {};
		if (!model) return false;
		views.value = "2";
		unheld.checked = true;
		model.value = "fast";
		model.dispatchEvent(new Event("change", {bubbles: true}));
	})()`)
	b.holds(`document.querySelector("#condition")?.elements.views?.value === "2" && document.querySelector("#condition").elements.unheld?.checked`)
	b.click(`[data-testid="restore"]`)
	b.wait(`[data-testid="result"] [data-testid="download"]`)
	b.open(s.URL)
	b.click(`[data-testid="sample-bay"]`)
	b.holds(`document.querySelector("#condition")?.elements.views?.value === "2" && document.querySelector("#condition").elements.model?.value === "fast"`)
	b.quiet(s.URL)
}
