package handlers

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestRestoreAgain: what the studio's form sent and was refused is there to be mended, with the
// reason, beside the restoration that it came from.
func TestRestoreAgain(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	id := v.picture()
	first := v.restored(id, `{}`)
	v.restored(id, `{"mode":"manual","codec":{"hevc":1},"strength":0.3}`)
	address := "/images/" + id + "/restorations?restoration=" + first
	v.reads("/images/"+id+"?restoration="+first, `action="`+address+`"`)
	const mix = "model=fast&views=4&mode=manual&strength=0.35&weight.jpeg=0&weight.hevc=0"
	for name, c := range map[string]struct {
		form   string
		status int
		says   []string
	}{
		"no weight": {mix, 422, []string{"at least one codec", `value="manual" checked`, `name="strength" min="0" max="1" step="0.01" value="0.35"`, `name="weight.hevc" min="0" max="100" step="1" value="0"`, `value="fast" selected`, `<option value="4" selected>`}},
		"no part":   {"mode=relative&delta=0.25&part=hevc&part.strength=0.7&part.left=60&part.top=5&part.right=40&part.bottom=50", 422, []string{`value="relative" checked`, `name="delta" min="-1" max="1" step="0.05" value="0.25"`, `<option value="hevc" selected>`, `value="0.7"`, `name="part.left" min="0" max="100" step="any" value="60"`, `no-script-only" open`}},
		"no number": {"mode=relative&delta=<b>", 400, []string{"has to be a number", `value="relative" checked`}},
		"magic":     {"mode=magic", 422, []string{"mode"}},
	} {
		got := v.form(address, c.form)
		page := string(got.body)
		for _, says := range append(c.says, `data-testid="restore-trouble"`, `role="alert"`, `data-result="`+first+`"`) {
			if got.StatusCode != c.status || !strings.Contains(page, says) {
				t.Errorf("%s: %d, without %s", name, got.StatusCode, says)
			}
		}
		if strings.Contains(page, "<b>") {
			t.Errorf("%s: the page shows what was sent as it is", name)
		}
	}
	for name, got := range map[string]reply{
		"the lab's cells": v.form("/images/"+id+"/restorations", "model=fast&cell=gif:3"),
		"another's":       s.visitor().form(address, mix),
	} {
		if got.StatusCode < 400 || got.StatusCode > 499 || !strings.Contains(string(got.body), `data-testid="failure"`) {
			t.Errorf("%s: %d", name, got.StatusCode)
		}
	}
	if got := v.form(address, "mode=auto&model=none"); got.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(troubleOf(string(got.body)), "none") {
		t.Errorf("a model that is no: %d, and says %q", got.StatusCode, troubleOf(string(got.body)))
	}
	request, err := http.NewRequest("POST", s.URL+address, strings.NewReader(mix))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	if got := v.send(request); got.StatusCode != 422 || got.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("a program: %d %s", got.StatusCode, got.body)
	}
}

// TestAgainJourney: whoever gives a wrong original, or nothing that restoring could go by, stays on
// the page and does it right.
func TestAgainJourney(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, clean := files(t)
	inSight := func(name string) string {
		return `(() => { const e = document.querySelector("[data-testid=` + name + `]"); const r = e?.getBoundingClientRect(); return !!e && e === document.activeElement && r.top >= 0 && r.bottom <= innerHeight })()`
	}
	b.open(s.URL)
	b.choose("file", damaged)
	b.click(`[data-testid="restore"]`)
	b.click(`[data-testid="add-original"]`)
	b.choose("reference", must(filepath.Abs("../assets/samples/gb82_0002.jpg"))(t))
	b.click(`.unfolds form button`)
	b.holds(inSight("original-trouble") + ` && /^.images.[a-z0-9]+$/.test(location.pathname)`)
	b.choose("reference", clean)
	b.click(`.unfolds form button`)
	b.wait(`[data-testid="measures"]`)

	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))(t)
	b.open(ask(b, chromedp.Evaluate[string](`location.href`)))
	b.click(`[name="mode"][value="manual"]`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("[name^=weight]").forEach((w) => { w.value = 0 })`))
	b.click(`[data-testid="restore"]`)
	b.holds(inSight("restore-trouble") + ` && document.querySelector("[name=mode][value=manual]").checked && document.querySelector("[name='weight.jpeg']").value === "0"`)
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector("[name='weight.jpeg']").value = 100`))
	b.click(`[data-testid="restore"]`)
	b.holds(`document.querySelectorAll("[data-testid=history-row]").length === 2`)
	b.open(s.URL)
	b.choose("file", must(filepath.Abs("../go.mod"))(t))
	b.click(`#intake [type="submit"]`)
	b.holds(inSight("intake-trouble"))
}
