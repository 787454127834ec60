package handlers

import (
	"bufio"
	"bytes"
	"encoding/json"
	"image/png"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"uncodec/store"
	"uncodec/studio"
)

// TestFlow goes the way of a program: upload, prediction, restoration, events, picture.
func TestFlow(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	id := v.picture()

	var p studio.Prediction
	v.get("/api/v1/images/"+id+"/prediction").json(t, &p)
	if p.Width != 160 || len(p.Codec) == 0 || p.File != "flower.jpg" {
		t.Errorf("prediction: %+v", p)
	}

	for _, slip := range []string{"/prediction?models=fast", "/prediction?model=fast&model=studio", "/prediction/map?modle=fast"} {
		if got := v.get("/api/v1/images/" + id + slip); got.StatusCode != http.StatusBadRequest || !strings.Contains(string(got.body), "?mod") {
			t.Errorf("%s: %d %s", slip, got.StatusCode, got.body)
		}
	}

	for _, unread := range []string{"?codec=hevc;x=1", "?codec=%zz"} {
		if got := v.get("/api/v1/restorations" + unread); got.StatusCode != http.StatusBadRequest || !strings.Contains(string(got.body), "%3B") {
			t.Errorf("%s: %d %s", unread, got.StatusCode, got.body)
		}
	}

	answer := v.post("/api/v1/images/"+id+"/restorations", `{"condition":{"mode":"manual","codec":{"jpeg":1},"level":"10"},"views":4}`)
	if answer.StatusCode != http.StatusAccepted {
		t.Fatalf("restore: %d %s", answer.StatusCode, answer.body)
	}
	job := answer.Header.Get("Location")
	last := followed(t, v, job+"/events")
	if last.State != store.Done || last.Done != 4 || last.Total != 4 { // views of its one tile
		t.Fatalf("the events end with %+v", last)
	}

	ten := must(s.studio.Model("studio"))(t).Codecs[0].Levels[1]
	var r restorationJSON
	v.get("/api/v1/restorations/"+last.ID).json(t, &r)
	if r.State != store.Done || r.Input == nil || r.Restored == nil || r.Consistency == nil || r.Condition.Codec["jpeg"] != 1 || r.Condition.Strength != ten.Strength || r.Condition.Mode != studio.Manual {
		t.Errorf("restoration: %+v", r)
	}
	if r.File != "flower.jpg" || r.Output != "/api/v1/restorations/"+last.ID+"/image" {
		t.Errorf("of %q, it came out at %q", r.File, r.Output)
	}
	picture := v.get(r.Output)
	if img, err := png.Decode(bytes.NewReader(picture.body)); err != nil || img.Bounds().Dx() != 160 {
		t.Errorf("picture: %v", err)
	}
	for format, magic := range map[string]string{"jpeg": "\xff\xd8\xff", "webp": "RIFF"} {
		if got := v.get("/api/v1/restorations/" + last.ID + "/image?format=" + format); !bytes.HasPrefix(got.body, []byte(magic)) || got.Header.Get("Content-Type") != "image/"+format {
			t.Errorf("%s: %s", format, got.Header.Get("Content-Type"))
		}
	}
	if got := v.get("/api/v1/restorations/" + last.ID + "/image?format=tiff"); got.StatusCode != http.StatusBadRequest {
		t.Errorf("tiff: %d", got.StatusCode)
	}
	if got := v.do("DELETE", job, "", nil); got.StatusCode != http.StatusConflict {
		t.Errorf("stopping what ended: %d", got.StatusCode)
	}
	if got := v.do("DELETE", "/api/v1/images/"+id, "", nil); got.StatusCode != http.StatusNoContent {
		t.Errorf("delete: %d", got.StatusCode)
	}
	var left struct{ Images []imageJSON }
	v.get("/api/v1/images").json(t, &left)
	if len(left.Images) != 0 {
		t.Errorf("the reference outlives its picture: %+v", left)
	}
}

// followed reads an event stream to its end.
func followed(t *testing.T, v *visitor, path string) (last jobJSON) {
	t.Helper()
	response := must(v.Get(v.site.URL + path))(t)
	defer response.Body.Close()
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("events are %q", kind)
	}
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			if err := json.Unmarshal([]byte(text), &last); err != nil {
				t.Fatal(err)
			}
		}
	}
	return last
}

// TestPreview restores a rectangle and nothing else.
func TestPreview(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	path := "/api/v1/images/" + v.picture() + "/preview"
	gentle := v.post(path, `{"x":16,"y":16,"width":64,"height":48,"condition":{"mode":"manual","codec":{"hevc":1},"strength":0}}`)
	img, err := png.Decode(bytes.NewReader(gentle.body))
	if err != nil || img.Bounds().Dx() != 64 || img.Bounds().Dy() != 48 {
		t.Fatalf("%d %v", gentle.StatusCode, err)
	}
	strong := v.post(path, `{"x":16,"y":16,"width":64,"height":48,"condition":{"mode":"manual","codec":{"jpeg":1},"strength":1}}`)
	if bytes.Equal(gentle.body, strong.body) {
		t.Error("the condition changes nothing")
	}
}

// TestServerTiming: answers that took work say where their time went; features that were kept cost none.
func TestServerTiming(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	preview := func() reply { return v.post("/api/v1/images/"+id+"/preview", `{"width":64,"height":64}`) }
	restored := "/api/v1/restorations/" + v.restored(id, `{}`)
	for _, c := range []struct {
		got  reply
		want []string
	}{
		{preview(), []string{"encode", "decode", "png", "total"}},
		{preview(), []string{"decode", "png", "total"}},
		{v.get("/api/v1/images/" + id + "/prediction"), []string{"predict"}},
		{v.get("/api/v1/images/" + id + "/prediction/map"), []string{"predict"}},
		{v.get(restored + "/image"), []string{"save"}},
	} {
		var names []string
		for _, span := range c.got.Header.Values("Server-Timing") {
			name, took, _ := strings.Cut(span, ";dur=")
			if ms, err := strconv.ParseFloat(took, 64); err != nil || ms <= 0 || ms > float64(patience.Milliseconds()) {
				t.Errorf("%s: %q", c.got.Request.URL.Path, span)
			}
			names = append(names, name)
		}
		if !slices.Equal(names, c.want) {
			t.Errorf("%s: %d with %v, want %v", c.got.Request.URL.Path, c.got.StatusCode, names, c.want)
		}
	}
}

// TestRequests are requests that programs get wrong, and what they are told.
func TestRequests(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	id := v.picture()
	restore, preview := "/api/v1/images/"+id+"/restorations", "/api/v1/images/"+id+"/preview"
	for name, c := range map[string]struct {
		path, body string
		status     int
		says       string
	}{
		"no body":        {restore, ``, 400, "no body"},
		"not JSON":       {restore, `{`, 400, "not understood"},
		"unknown field":  {restore, `{"modle":"fast"}`, 400, `unknown field \"modle\"`},
		"two values":     {restore, `{}{}`, 400, "Something follows"},
		"no object":      {restore, `null`, 400, "has to be an object, and null came"},
		"no JSON":        {restore, `<xml/>`, 400, "is no JSON"},
		"weight":         {restore, `{"condition":{"codec":{"jpeg":"x"}}}`, 400, "Each weight of condition.codec has to be a number"},
		"large":          {restore, `{"model":"` + strings.Repeat("a", bodyLimit) + `"}`, 413, "256 KiB"},
		"unknown model":  {restore, `{"model":"other"}`, 422, "no model"},
		"unknown mode":   {restore, `{"condition":{"mode":"magic"}}`, 422, "no mode"},
		"unknown codec":  {restore, `{"condition":{"mode":"manual","codec":{"mpeg1":1}}}`, 422, "no codec"},
		"unknown level":  {restore, `{"condition":{"mode":"manual","codec":{"jpeg":1},"level":"11"}}`, 422, ""},
		"no views":       {restore, `{"views":0}`, 422, "1, 2, 4 or 8"},
		"batch's views":  {"/api/v1/batches", `{"views":0}`, 422, "1, 2, 4 or 8"},
		"lab's views":    {"/api/v1/evaluations", `{"settings":"jpeg:10","views":0}`, 422, "1, 2, 4 or 8"},
		"settings' kind": {"/api/v1/evaluations", `{"settings":5}`, 400, "\"settings has to be a text"},
		"views in words": {restore, `{"views":"two"}`, 400, "views has to be a whole number, and a text came"},
		"far shift":      {restore, `{"condition":{"mode":"relative","delta":9}}`, 422, "out of range"},
		"empty preview":  {preview, `{"width":0,"height":16}`, 400, "rectangle"},
		"preview beside": {preview, `{"x":4000,"y":16,"width":16,"height":16}`, 422, "outside"},
		"huge preview":   {preview, `{"x":9223372036854775807,"width":16,"height":16}`, 400, "rectangle"},
		"unknown path":   {"/api/v1/nothing", `{}`, 404, "nothing at this address"},
	} {
		t.Run(name, func(t *testing.T) {
			got := v.post(c.path, c.body)
			if got.StatusCode != c.status || !strings.Contains(string(got.body), c.says) {
				t.Errorf("%d %s", got.StatusCode, got.body)
			}
			if kind := got.Header.Get("Content-Type"); kind != "application/problem+json" {
				t.Errorf("the answer is %q", kind)
			}
		})
	}
}
