package handlers

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/turns"
)

// walk calls f for every route, its parameters filled in by hand.
func (s *testSite) walk(f func(method, route string)) {
	s.t.Helper()
	err := chi.Walk(s.site.routes(), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		f(method, cmp.Or(strings.TrimSuffix(route, "/"), "/")) // /v2/ is asked as /v2
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// TestOwners: what belongs to somebody else looks like what is not there, on every
// route that has an id.
func TestOwners(t *testing.T) {
	s := startSite(t, t.TempDir())
	mine, other := s.visitor(), s.visitor()
	image := mine.picture()
	restoration := mine.restored(image, `{"mode":"auto"}`)
	var sweep experimentJSON
	mine.post("/api/v1/sweeps", `{"image":"`+image+`"}`).json(t, &sweep)
	batch := mine.batch(`{}`)
	routes := 0
	s.walk(func(method, route string) {
		if !strings.Contains(route, "{id}") {
			return
		}
		routes++
		id := image
		switch {
		case strings.Contains(route, "/experiments/"):
			id = sweep.ID
		case strings.Contains(route, "/batch"):
			id = batch.ID
		case !strings.Contains(route, "/images/") && !strings.Contains(route, "/lab/"):
			id = restoration
		}
		ask := func(id string) reply {
			request := must(http.NewRequest(method, s.URL+strings.Replace(route, "{id}", id, 1), strings.NewReader(`{"width":16,"height":16}`)))(t)
			if strings.HasPrefix(route, "/api/") {
				request.Header.Set("Content-Type", "application/json")
				if strings.HasSuffix(route, "restorations") || strings.HasSuffix(route, "compressions") {
					request.Body = http.NoBody
					request = must(http.NewRequest(method, request.URL.String(), strings.NewReader(`{}`)))(t)
				}
			} else {
				request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			return other.send(request)
		}
		theirs, none := ask(id), ask("aaaaaaaaaaaaaaaaaaaaaaaaaa")
		if theirs.StatusCode != http.StatusNotFound || none.StatusCode != http.StatusNotFound {
			t.Errorf("%s %s: %d for another's, %d for none", method, route, theirs.StatusCode, none.StatusCode)
		}
		if len(theirs.body) != len(none.body) {
			t.Errorf("%s %s tells another's from none", method, route)
		}
	})
	if routes < 15 {
		t.Errorf("only %d routes have an id", routes)
	}
	if got := mine.get("/images/" + image); got.StatusCode != http.StatusOK {
		t.Errorf("my own: %d", got.StatusCode)
	}
}

// TestShared: in a lab all see all.
func TestShared(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Shared = true })
	id := s.visitor().picture()
	if got := s.visitor().get("/images/" + id); got.StatusCode != http.StatusOK || !strings.Contains(string(got.body), "shared lab") {
		t.Errorf("%d", got.StatusCode)
	}
}

// TestHeaders: every answer, errors too, carries the security headers.
func TestHeaders(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	id := v.picture()
	done := v.restored(id, `{}`)
	for path, status := range map[string]int{
		"/": 200, "/images/" + id: 200, "/images/" + id + "/picture": 200, "/images/" + id + "/picture?max=64": 200, "/images/" + id + "/thumbnail": 200,
		"/images/" + id + "/file": 200, "/restorations/" + done + "/picture": 200, "/restorations/" + done + "/file?format=webp": 200,
		"/images/" + id + "/picture?max=1": 400, "/images/" + id + "?job=" + done: 303, "/images/" + id + "?restoration=" + done: 200,
		"/healthz": 200, "/readyz": 200, "/nothing": 404, "/api/v1/nothing": 404, "/images": 303, "/lab/evaluations": 303, "/jobs/" + done + "/stop": 405, "/api/v1/models": 200, "/experiments": 200, "/experiments?sort=size": 400, "/experiments/file?format=csv": 200, "/experiments/file": 400, "/experiments/compare": 400, "/experiments/delete?pick=none": 404, "/static/0/style.css": 404,
		s.site.assets.link("style.css"): 200, "/samples/retriever/picture": 200, "/samples/none/picture": 404, "/kiosk": 200, "/kiosk/exhibits": 200, "/kiosk/samples/none": 404, "/images/" + id + "?model=none": 200,
	} {
		got := v.get(path)
		if got.StatusCode != status {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
		checkHeaders(t, path, got)
	}
}

func checkHeaders(t *testing.T, path string, got reply) {
	t.Helper()
	for header, want := range map[string]string{
		"Content-Security-Policy": "default-src", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "X-Request-Id": "", "Cache-Control": "",
	} {
		if v := got.Header.Get(header); v == "" || !strings.Contains(v, want) {
			t.Errorf("%s: %s is %q", path, header, v)
		}
	}
	if policy := got.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") {
		t.Errorf("%s: %s", path, policy)
	}
	if kind := got.Header.Get("Content-Type"); strings.HasPrefix(kind, "image/png") && strings.HasPrefix(path, "/images/") {
		if !strings.Contains(got.Header.Get("Content-Security-Policy"), "sandbox") || got.Header.Get("ETag") == "" || got.Header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: a visitor's picture without sandbox or ETag, or that browsers keep", path)
		}
	}
}

// TestCrossOrigin: changes that another site asks for are refused on every route.
func TestCrossOrigin(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	s.walk(func(method, route string) {
		if method == "GET" || method == "HEAD" || method == "OPTIONS" {
			return
		}
		path := strings.NewReplacer("{id}", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "{name}", "none").Replace(route)
		for _, c := range []struct {
			header, value string
			refused       bool
		}{
			{"Sec-Fetch-Site", "cross-site", true}, {"Sec-Fetch-Site", "same-site", true}, {"Origin", "https://elsewhere.example", true},
			{"Sec-Fetch-Site", "same-origin", false}, {"Origin", s.URL, false},
		} {
			request := must(http.NewRequest(method, s.URL+path, strings.NewReader("{}")))(t)
			request.Header.Set(c.header, c.value)
			got := v.send(request)
			if (got.StatusCode == http.StatusForbidden) != c.refused {
				t.Errorf("%s %s with %s %s: %d", method, route, c.header, c.value, got.StatusCode)
			}
			checkHeaders(t, path, got)
		}
	})
}

// TestCookie: unguessable, out of scripts' reach, Secure where the line is.
func TestCookie(t *testing.T) {
	for tls, want := range map[bool]string{false: "uncodec", true: "__Host-uncodec"} {
		s := startSite(t, t.TempDir(), func(c *Config) { c.TLS = tls })
		got := s.visitor().get("/")
		c := got.Cookies()
		if len(c) != 1 || c[0].Name != want || !c[0].HttpOnly || c[0].Secure != tls || c[0].SameSite != http.SameSiteLaxMode || len(c[0].Value) < 26 {
			t.Errorf("TLS %v: %v", tls, c)
		}
		if hsts := got.Header.Get("Strict-Transport-Security"); (hsts != "") != tls {
			t.Errorf("TLS %v: HSTS is %q", tls, hsts)
		}
	}
}

// TestPanic: an answer with a number, no details, and the process lives on.
func TestPanic(t *testing.T) {
	s := startSite(t, t.TempDir())
	r := s.site.routes()
	r.Get("/panic", func(http.ResponseWriter, *http.Request) { panic("the secret") })
	s.Config.Handler = r
	got := s.visitor().get("/panic")
	if got.StatusCode != 500 || strings.Contains(string(got.body), "secret") || !strings.Contains(string(got.body), got.Header.Get("X-Request-Id")) {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	checkHeaders(t, "/panic", got)
	if !strings.Contains(s.log.String(), "the secret") {
		t.Error("the log has no details")
	}
	r.Get("/panic/midway", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(make([]byte, 1<<20))
		panic("half of it")
	})
	cut := must(s.visitor().Get(s.URL + "/panic/midway"))(t)
	defer cut.Body.Close()
	if _, err := io.ReadAll(cut.Body); err == nil {
		t.Error("an answer that was cut short looks whole")
	}
	if !strings.Contains(s.log.String(), "half of it") {
		t.Error("the log has nothing of it")
	}
}

// TestOff: without networks the pages work and say why restoring is off.
func TestOff(t *testing.T) {
	e := &studio.Engine{Limits: codec.DefaultLimits(), Tools: codec.NewToolbox(""), Why: &fault{Title: "restoring is off", Detail: "run make setup"}}
	s := startWith(t, t.TempDir(), e)
	v := s.visitor()
	id := v.picture()
	for _, path := range []string{"/", "/images/" + id} {
		if got := v.get(path); got.StatusCode != 200 || !strings.Contains(string(got.body), "run make setup") {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
	if got := v.post("/api/v1/images/"+id+"/restorations", `{}`); got.StatusCode != 503 {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	if got := v.get("/readyz"); got.StatusCode != 200 || !strings.Contains(string(got.body), "degraded") {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
}

// TestOffKeepsPlaces: whoever comes learns why restoring is off, and nothing of where the program keeps its files.
func TestOffKeepsPlaces(t *testing.T) {
	const place = "/home/somebody/secret"
	_, why := inference.Start(place+"/libonnxruntime.so", 1, inference.CPU)
	e := &studio.Engine{Limits: codec.DefaultLimits(), Tools: codec.NewToolbox(""), Why: why}
	s := startWith(t, t.TempDir(), e)
	v := s.visitor()
	id := v.picture()
	some := &studio.Engine{Models: engine().Models, Limits: codec.DefaultLimits(), Tools: codec.NewToolbox(""), Why: why}
	if _, err := some.Model("none"); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("a model that is not there: %v", err)
	}
	for _, got := range []reply{
		v.get("/healthz"), v.get("/readyz"), v.get("/"), v.get("/kiosk"), v.get("/model"), v.get("/images/" + id), v.get("/api/v1/models"),
		v.get("/api/v1/images/" + id + "/prediction"), v.post("/api/v1/images/"+id+"/restorations", `{}`),
	} {
		if strings.Contains(string(got.body), "secret") {
			t.Errorf("%s: %s", got.Request.URL.Path, got.body)
		}
	}
	if got := v.get("/healthz"); !strings.Contains(string(got.body), "ONNX Runtime is missing: run `make setup`") {
		t.Errorf("%s", got.body)
	}
}

// TestRetryAfter: who is told to wait is told how long, and nobody is where waiting does not help.
func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		err   error
		waits bool
	}{
		{store.ErrReadOnly, true},
		{store.ErrQueueFull, true},
		{&store.QueueError{Own: true, Limit: 20}, true},
		{&codec.InputError{Kind: codec.Absent}, false},
		{store.ErrNoSpace, false},
		{&turns.CrowdError{Most: uploads}, true},
		{&inference.AnswerError{Model: "fast", Cause: errors.New("no numbers")}, true},
	} {
		if f := faultOf(c.err); (f.RetryAfter != "") != c.waits {
			t.Errorf("%v: %d, again after %q", c.err, f.Status, f.RetryAfter)
		}
	}
}

// TestStopping: while the program ends, new work is refused and readiness is gone.
func TestStopping(t *testing.T) {
	stopping := make(chan struct{})
	s := startSite(t, t.TempDir(), func(c *Config) { c.Stopping = stopping })
	v := s.visitor()
	id := v.picture()
	close(stopping)
	for _, got := range []reply{v.upload("/api/v1/images", [3]string{"file", "a.jpg", photo(t)}), v.post("/api/v1/images/"+id+"/restorations", `{}`), v.get("/readyz")} {
		if got.StatusCode != 503 || got.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %d", got.Request.URL.Path, got.StatusCode)
		}
	}
	if got := v.get("/images/" + id); got.StatusCode != 200 {
		t.Errorf("page: %d", got.StatusCode)
	}
}

// TestUnknownHost: where all see all, a name that another site may have is refused; its own are not, nor is any elsewhere.
func TestUnknownHost(t *testing.T) {
	shared := startSite(t, t.TempDir(), func(c *Config) { c.Shared, c.Hosts = true, []string{"lab.example.org"} })
	apart := startSite(t, t.TempDir())
	for host, want := range map[string]int{
		"evil.example": 421, "127.0.0.1.evil.example:8080": 421, "LAB.example.org:8080": 200, "studio": 200, "studio.local": 200, "Studio.LOCAL.": 200, "a.localhost": 200,
		"127.0.0.1": 200, "[::1]:8080": 200, "localhost:8080": 200,
	} {
		for s, want := range map[*testSite]int{shared: want, apart: 200} {
			r := must(http.NewRequest(http.MethodGet, s.URL+"/api/v1/images", nil))(t)
			r.Host = host
			answer := must(http.DefaultClient.Do(r))(t)
			answer.Body.Close()
			if answer.StatusCode != want {
				t.Errorf("%s, shared %t: %d", host, s == shared, answer.StatusCode)
			}
		}
	}
}
