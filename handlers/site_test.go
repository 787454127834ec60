package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"uncodec/assets"
	"uncodec/codec"
	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
)

// patience is how long a test waits for what is to come: a slow machine with other work needs it.
const patience = 90 * time.Second

// engine has the real networks: there is one ONNX Runtime a process.
var engine = sync.OnceValue(func() *studio.Engine {
	e := &studio.Engine{Limits: codec.DefaultLimits(), Tools: codec.NewToolbox(tool("ffmpeg"))}
	runtime, err := inference.Start(tool("libonnxruntime.so"), 2, inference.CPU)
	if err != nil {
		e.Why = err
		return e
	}
	for _, name := range []string{"studio", "fast"} { // in the order in which `uncodec serve` has them
		model, err := inference.Open(context.Background(), runtime, assets.Models(), name)
		if err != nil {
			e.Why = err
			return e
		}
		e.Models = append(e.Models, model)
	}
	return e
})

// tool is a file that `make setup` puts into bin, or "".
func tool(name string) string {
	path, err := filepath.Abs(filepath.Join("..", "bin", name))
	if err != nil {
		return ""
	}
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// testSite is a real server over a real studio in a folder.
type testSite struct {
	*httptest.Server
	t      *testing.T
	site   *site
	studio *studio.Studio
	log    *lockedBuffer
	stop   func() // ends all that runs; it may be called early, to start anew on the same folder
}

// startSite needs the networks; change adapts what New gets.
func startSite(t *testing.T, dir string, change ...func(*Config)) *testSite {
	t.Helper()
	if errors.Is(engine().Why, inference.ErrNoRuntime) {
		t.Skipf("the networks are not here: %v", engine().Why)
	}
	if engine().Why != nil {
		t.Fatal(engine().Why)
	}
	return startWith(t, dir, engine(), change...)
}

func startWith(t *testing.T, dir string, e *studio.Engine, change ...func(*Config)) *testSite {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	kept := must(store.Open(ctx, dir))(t)
	kept.Limits = store.Limits{Queue: 32, PerOwner: 20}
	log := &lockedBuffer{}
	logger := slog.New(slog.NewJSONHandler(log, nil))
	rooms := must(studio.New(e, kept, assets.Samples(), logger))(t)
	stopping := make(chan struct{})
	config := Config{Studio: rooms, Static: assets.Static(), Published: assets.Published(), Log: logger, Version: "test", Stopping: stopping}
	for _, c := range change {
		c(&config)
	}
	s := must(newSite(config))(t)
	kept.Shared = config.Shared
	worked := make(chan error, 1)
	go func() { worked <- rooms.Run(ctx) }()
	server := httptest.NewServer(s.routes())
	stop := sync.OnceFunc(func() {
		close(stopping)
		server.Close()
		cancel()
		if err := <-worked; err != nil {
			t.Error(err)
		}
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return &testSite{Server: server, t: t, site: s, studio: rooms, log: log, stop: stop}
}

// lockedBuffer is a log that many goroutines write.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// must fails the test that err belongs to.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// visitor is somebody with a cookie jar.
type visitor struct {
	*http.Client
	site *testSite
}

func (s *testSite) visitor() *visitor {
	jar, _ := cookiejar.New(nil)
	return &visitor{&http.Client{Jar: jar, Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}, s}
}

// reply is an answer that was read whole.
type reply struct {
	*http.Response
	body []byte
}

func (r reply) json(t *testing.T, into any) {
	t.Helper()
	if err := json.Unmarshal(r.body, into); err != nil {
		t.Fatalf("%v in %q", err, r.body)
	}
}

func (v *visitor) do(method, path, kind string, body io.Reader) reply {
	v.site.t.Helper()
	request := must(http.NewRequest(method, v.site.URL+path, body))(v.site.t)
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	return v.send(request)
}

func (v *visitor) send(request *http.Request) reply {
	v.site.t.Helper()
	response := must(v.Do(request))(v.site.t)
	defer response.Body.Close()
	return reply{response, must(io.ReadAll(response.Body))(v.site.t)}
}

func (v *visitor) get(path string) reply { return v.do("GET", path, "", nil) }

func (v *visitor) post(path, body string) reply {
	return v.do("POST", path, "application/json", bytes.NewBufferString(body))
}

// form posts what a page's form would.
func (v *visitor) form(path, fields string) reply {
	return v.do("POST", path, "application/x-www-form-urlencoded", bytes.NewBufferString(fields))
}

// upload posts files, given as field, name, bytes; without a name it is a plain field.
func (v *visitor) upload(path string, parts ...[3]string) reply {
	v.site.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, p := range parts {
		create := form.CreateFormFile
		if p[1] == "" {
			create = func(field, _ string) (io.Writer, error) { return form.CreateFormField(field) }
		}
		fmt.Fprint(must(create(p[0], p[1]))(v.site.t), p[2])
	}
	form.Close()
	return v.do("POST", path, form.FormDataContentType(), &body)
}

// picture uploads a small photograph with its reference and returns its id.
func (v *visitor) picture() string {
	v.site.t.Helper()
	var facts imageJSON
	answer := v.upload("/api/v1/images", [3]string{"file", "flower.jpg", photo(v.site.t)}, [3]string{"reference", "flower-before.jpg", pristine(v.site.t)})
	if answer.StatusCode != http.StatusCreated {
		v.site.t.Fatalf("upload: %d %s", answer.StatusCode, answer.body)
	}
	answer.json(v.site.t, &facts)
	return facts.ID
}

// restored restores a picture and waits for it.
func (v *visitor) restored(id, condition string) string {
	v.site.t.Helper()
	answer := v.post("/api/v1/images/"+id+"/restorations", `{"condition":`+condition+`}`)
	if answer.StatusCode != http.StatusAccepted {
		v.site.t.Fatalf("restore: %d %s", answer.StatusCode, answer.body)
	}
	return v.finished(answer.Header.Get("Location"))
}

// finished waits for a job that is to succeed, given by its address, and returns its id.
func (v *visitor) finished(address string) string {
	v.site.t.Helper()
	job := v.ended(address)
	if job.State != store.Done {
		v.site.t.Fatalf("job: %+v", job)
	}
	return job.ID
}

// ended waits for the end of a job, given by its address.
func (v *visitor) ended(address string) (job jobJSON) {
	v.site.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		v.get(address).json(v.site.t, &job)
		if job.Ended() {
			return job
		}
	}
	v.site.t.Fatal("the job does not end")
	return job
}
