package handlers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"uncodec/studio"
)

// contract checks answers against openapi.json.
type contract struct {
	t        *testing.T
	document map[string]any
	compiler *jsonschema.Compiler
	met      map[string]bool // operations and statuses that were checked
}

const contractAddress = "mem:///openapi.json"

func newContract(t *testing.T) *contract {
	t.Helper()
	document := must(jsonschema.UnmarshalJSON(bytes.NewReader(openAPI)))(t).(map[string]any)
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	if err := compiler.AddResource(contractAddress, document); err != nil {
		t.Fatal(err)
	}
	return &contract{t, document, compiler, map[string]bool{}}
}

// keeps fails the test unless the description has this answer, of this shape.
func (c *contract) keeps(method, path string, got reply) reply {
	c.t.Helper()
	at := []string{"paths", path, strings.ToLower(method), "responses", strconv.Itoa(got.StatusCode)}
	said, ok := find(c.document, at...).(map[string]any)
	if !ok {
		c.t.Errorf("%s %s answers %d, which openapi.json does not have: %s", method, path, got.StatusCode, got.body)
		return got
	}
	if to, ok := said["$ref"].(string); ok {
		at = strings.Split(strings.TrimPrefix(to, "#/"), "/")
		said = find(c.document, at...).(map[string]any)
	}
	c.met[method+" "+path+" "+strconv.Itoa(got.StatusCode)] = true
	kind, _, _ := strings.Cut(got.Header.Get("Content-Type"), ";")
	content, _ := said["content"].(map[string]any)
	if content == nil {
		if len(got.body) > 0 {
			c.t.Errorf("%s %s: %d has a body", method, path, got.StatusCode)
		}
		return got
	}
	media, ok := content[kind].(map[string]any)
	if !ok {
		c.t.Errorf("%s %s: %d comes as %q", method, path, got.StatusCode, kind)
		return got
	}
	if media["schema"] == nil || kind == "text/event-stream" {
		return got
	}
	schema := must(c.compiler.Compile(contractAddress + "#/" + pointer(append(at, "content", kind, "schema"))))(c.t)
	value := must(jsonschema.UnmarshalJSON(bytes.NewReader(got.body)))(c.t)
	if err := schema.Validate(value); err != nil {
		c.t.Errorf("%s %s: %d is not as described: %v\n%s", method, path, got.StatusCode, err, got.body)
	}
	return got
}

func find(in any, keys ...string) any {
	for _, key := range keys {
		m, _ := in.(map[string]any)
		in = m[key]
	}
	return in
}

func pointer(keys []string) string {
	escaped := make([]string, len(keys))
	for i, key := range keys {
		escaped[i] = strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(key)
	}
	return strings.Join(escaped, "/")
}

// TestOpenAPIHasEveryRoute: what programs may ask for is described, and nothing else is.
func TestOpenAPIHasEveryRoute(t *testing.T) {
	s := startSite(t, t.TempDir())
	described := map[string]bool{}
	for path, item := range newContract(t).document["paths"].(map[string]any) {
		for method := range item.(map[string]any) {
			if method != "parameters" {
				described[strings.ToUpper(method)+" "+path] = true
			}
		}
	}
	s.walk(func(method, route string) {
		if strings.HasPrefix(route, "/api/v1/") || spoken(route) || slices.Contains([]string{"/healthz", "/readyz", "/metrics", "/openapi.json"}, route) {
			if !described[method+" "+route] {
				t.Errorf("%s %s is not in openapi.json", method, route)
			}
			delete(described, method+" "+route)
		}
	})
	for _, paced := range []string{"/api/v1/images", "/api/v1/images/{id}/reference", "/api/v1/images/{id}/compressions", "/api/v1/batches", "/api/v1/batches/{id}/images", "/api/v1/evaluations"} {
		if find(newContract(t).document, "paths", paced, "post", "responses", "429") == nil {
			t.Errorf("openapi.json does not say that %s may be asked too often", paced)
		}
	}
	for operation := range described {
		t.Errorf("openapi.json has %s, and there is none", operation)
	}
}

// TestOpenAPIHolds goes a program's way and holds every answer against the description.
func TestOpenAPIHolds(t *testing.T) {
	s := startSite(t, t.TempDir())
	v, c := s.visitor(), newContract(t)
	var facts imageJSON
	const one, job = "/api/v1/images/{id}", "/api/v1/jobs/{id}"
	get := func(path, id string) reply {
		t.Helper()
		return c.keeps("GET", path, v.get(strings.Replace(path, "{id}", id, 1)))
	}
	post := func(path, id, body string) reply {
		t.Helper()
		return c.keeps("POST", path, v.post(strings.Replace(path, "{id}", id, 1), body))
	}
	remove := func(path, id string) reply {
		t.Helper()
		return c.keeps("DELETE", path, v.do("DELETE", strings.Replace(path, "{id}", id, 1), "", nil))
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/openapi.json", "/api/v1/models"} {
		get(path, "")
	}
	c.keeps("POST", "/api/v1/images", v.upload("/api/v1/images", [3]string{"file", "flower.jpg", photo(t)}, [3]string{"reference", "flower.jpg", pristine(t)})).json(t, &facts)
	c.keeps("POST", "/api/v1/images", v.upload("/api/v1/images", [3]string{"file", "text.jpg", "no picture"}))
	c.keeps("POST", "/api/v1/images", v.upload("/api/v1/images", [3]string{"other", "x", "y"}))
	for _, part := range [][3]string{{"file", "x", "y"}, {"reference", "flower.png", pristine(t)}} { // 400, and 409: it has one
		c.keeps("POST", one+"/reference", v.upload("/api/v1/images/"+facts.ID+"/reference", part))
	}
	var alone imageJSON
	v.upload("/api/v1/images", [3]string{"file", "flower.jpg", photo(t)}).json(t, &alone)
	c.keeps("POST", one+"/reference", v.upload("/api/v1/images/"+alone.ID+"/reference", [3]string{"reference", "flower.png", pristine(t)}))
	get(one+"/prediction", facts.ID)
	get(one+"/prediction/map", facts.ID)
	post(one+"/preview", facts.ID, `{"width":32,"height":32,"condition":{"mode":"manual","codec":{"jpeg":1},"strength":0.5}}`)
	post(one+"/preview", facts.ID, `{"width":0}`)
	columns, rows := (facts.Width+127)/128, (facts.Height+127)/128
	cells := make([]byte, columns*rows)
	cells[0] = 1
	painted := must(json.Marshal(studio.Request{Condition: studio.ConditionRequest{Map: &studio.ConditionMap{
		Cell: 128, Columns: columns, Cells: cells, Conditions: []studio.ConditionRequest{{Mode: studio.Manual, Codec: map[string]float64{"jpeg": 1}, Level: "10"}},
	}}}))(t)
	waiting := post(one+"/restorations", facts.ID, string(painted))
	done := v.finished(waiting.Header.Get("Location"))
	get(job, done)
	get(job+"/events", done)
	remove(job, done) // it ended: 409
	get("/api/v1/restorations/{id}", done)
	var last jobJSON
	for range 4 { // the last waits for the others
		post(one+"/restorations", facts.ID, `{"model":"fast","condition":{},"views":2}`).json(t, &last)
	}
	c.keeps("DELETE", "/api/v1/restorations/{id}", v.do("DELETE", "/api/v1/restorations/"+last.ID, "", nil)) // it waits: 409
	remove(job, last.ID)
	post(one+"/restorations", facts.ID, `{"reuse":true,`+string(painted[1:]))
	note := func(path, id, body string) reply {
		t.Helper()
		return c.keeps("PATCH", path, v.do("PATCH", strings.Replace(path, "{id}", id, 1), "application/json", strings.NewReader(body)))
	}
	note("/api/v1/restorations/{id}", done, `{"note":"worth a look"}`)
	note("/api/v1/restorations/{id}", done, `{"remark":""}`)
	get("/api/v1/restorations", "")
	for _, query := range []string{"?limit=2&sort=psnr", "?text=worth&codec=jpeg", "?codecs=jpeg"} {
		c.keeps("GET", "/api/v1/restorations", v.get("/api/v1/restorations"+query))
	}
	for _, format := range []string{"png", "jpeg", "webp", "bmp"} {
		c.keeps("GET", "/api/v1/restorations/{id}/image", v.get("/api/v1/restorations/"+done+"/image?format="+format))
	}
	for header, value := range map[string]string{"Range": "bytes=0-9", "If-None-Match": v.get("/api/v1/restorations/" + done + "/image").Header.Get("ETag")} {
		request := must(http.NewRequest("GET", s.URL+"/api/v1/restorations/"+done+"/image", nil))(t)
		request.Header.Set(header, value)
		c.keeps("GET", "/api/v1/restorations/{id}/image", v.send(request))
	}
	post(one+"/restorations", facts.ID, `{"condition":{"mode":"sideways"}}`)
	post(one+"/restorations", facts.ID, `{`)
	get(one, facts.ID)
	get("/api/v1/images", "")
	const share = one + "/share"
	post(share, facts.ID, "")
	c.keeps("POST", share, v.post("/api/v1/images/"+facts.ID+"/share?restoration=none", "")) // 409
	remove(share, facts.ID)

	var coded imageJSON
	post(one+"/compressions", facts.Reference, `{"setting":"jpeg:10"}`).json(t, &coded)
	post(one+"/compressions", facts.Reference, `{"setting":"jpeg"}`)
	var sweep experimentJSON
	post("/api/v1/sweeps", "", `{"image":"`+coded.ID+`"}`).json(t, &sweep)
	post("/api/v1/sweeps", "", `{"image":"none"}`)
	v.swept("/api/v1/experiments/" + sweep.ID)
	var evaluation experimentJSON
	const measure = `{"images":["%s"],"settings":"jpeg:10 vvc:37","model":"fast","conditions":["posterior","none"],"views":2,"consistency":true}`
	post("/api/v1/evaluations", "", fmt.Sprintf(measure, coded.ID)).json(t, &evaluation)
	post("/api/v1/evaluations", "", `{"settings":"gif:3"}`)
	post("/api/v1/evaluations", "", fmt.Sprintf(measure, "none"))
	v.swept("/api/v1/experiments/" + evaluation.ID)
	get("/api/v1/experiments/{id}", evaluation.ID)
	get("/api/v1/experiments/{id}", sweep.ID)
	get("/api/v1/experiments/{id}/events", sweep.ID)
	note("/api/v1/experiments/{id}", sweep.ID, `{"note":"the first"}`)
	get("/api/v1/experiments", "")
	c.keeps("GET", "/api/v1/experiments", v.get("/api/v1/experiments?limit=1&sort=gain"))
	remove("/api/v1/restorations/{id}", last.ID)
	remove("/api/v1/experiments/{id}", sweep.ID)
	remove(one, facts.ID)

	const batch = "/api/v1/batches/{id}"
	var b batchJSON
	post("/api/v1/batches", "", `{"condition":{"mode":"manual","codec":{"jpeg":1},"level":"10"},"views":2}`).json(t, &b)
	post("/api/v1/batches", "", `{"model":"none"}`)
	for _, content := range []string{photo(t), "no picture"} {
		c.keeps("POST", batch+"/images", v.upload("/api/v1/batches/"+b.ID+"/images", [3]string{"file", "flower.jpg", content}))
	}
	v.batchEnds(b.ID)
	get(batch, b.ID)
	get("/api/v1/batches", "")
	get(batch+"/archive", b.ID)
	post(batch+"/stop", b.ID, "")
	post(batch+"/resume", b.ID, "")
	remove(batch, b.ID)
	get(batch+"/archive", b.ID)
	for _, path := range []string{one, one + "/prediction", job, job + "/events", "/api/v1/restorations/{id}", "/api/v1/experiments/{id}", "/api/v1/experiments/{id}/events", batch} {
		get(path, "aaaaaaaaaaaaaaaaaaaaaaaaaa")
	}
	remove("/api/v1/visitor", "")
	for _, path := range []string{"/v2", "/v2/health/live", "/v2/health/ready"} {
		get(path, "")
	}
	version := must(s.studio.Model("fast"))(t).ServedVersion()
	for path, described := range map[string]string{
		"/v2/models/fast-pnet": "/v2/models/{name}", "/v2/models/fast-rnet/versions/" + version: "/v2/models/{name}/versions/{version}",
		"/v2/models/none": "/v2/models/{name}", "/v2/models/fast-pnet/versions/0": "/v2/models/{name}/versions/{version}",
	} {
		c.keeps("GET", described, v.get(path))
		c.keeps("GET", described+"/ready", v.get(path+"/ready"))
	}
	c.keeps("POST", "/v2/models/{name}/infer", v.post("/v2/models/fast-pnet/infer", tensors(t, 1, 64, 64)))
	c.keeps("POST", "/v2/models/{name}/versions/{version}/infer", v.post("/v2/models/fast-pnet/versions/"+version+"/infer", tensors(t, 1, 64, 64)))
	for path, item := range c.document["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			if method == "parameters" {
				continue
			}
			for status := range find(op, "responses").(map[string]any) {
				if strings.HasPrefix(status, "2") && !c.met[strings.ToUpper(method)+" "+path+" "+status] {
					t.Errorf("%s %s: %s was not seen", method, path, status)
				}
			}
		}
	}
}

// TestAPIPage: every request is on the page, with a line to try at this address.
func TestAPIPage(t *testing.T) {
	s := startSite(t, t.TempDir())
	page := string(s.visitor().get("/api").body)
	var document struct{ Paths map[string]json.RawMessage }
	if err := json.Unmarshal(openAPI, &document); err != nil {
		t.Fatal(err)
	}
	for path := range document.Paths {
		if !strings.Contains(page, path) {
			t.Errorf("%s is not on the page", path)
		}
	}
	for _, method := range []string{"GET", "POST", "PATCH", "DELETE"} {
		if !strings.Contains(page, "<code>"+method+" /api/v1/") {
			t.Errorf("no %s is on the page", method)
		}
	}
	if !strings.Contains(page, "B="+s.URL+"/api/v1") || strings.Count(page, "curl -s") < 20 {
		t.Errorf("no lines to try:\n%s", page)
	}
}
