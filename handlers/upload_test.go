package handlers

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"uncodec/codec"
)

// TestBadUploads are files that cannot be taken, and what is said of them.
func TestBadUploads(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Studio.Limits.Bytes = 1 << 20 })
	t.Cleanup(func() { engine().Limits = codec.DefaultLimits() })
	v := s.visitor()
	large := strings.Repeat("x", 1<<20+1)
	for name, c := range map[string]struct {
		parts  [][3]string
		status int
		says   string
	}{
		"no part":         {nil, 400, "No picture was chosen"},
		"other field":     {[][3]string{{"picture", "a.jpg", photo(t)}}, 400, "takes none"},
		"misspelt":        {[][3]string{{"file", "a.jpg", photo(t)}, {"refrence", "b.jpg", pristine(t)}}, 400, "into “reference”"},
		"two originals":   {[][3]string{{"reference", "b.png", pristine(t)}, {"reference", "b.png", pristine(t)}, {"file", "a.jpg", photo(t)}}, 400, "two originals"},
		"empty":           {[][3]string{{"file", "a.jpg", ""}}, 422, "empty"},
		"text":            {[][3]string{{"file", "a.jpg", "hello"}}, 415, ""},
		"cut":             {[][3]string{{"file", "a.jpg", photo(t)[:400]}}, 422, ""},
		"svg":             {[][3]string{{"file", "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"}}, 415, ""},
		"too large":       {[][3]string{{"file", "a.jpg", large}}, 413, "1 MiB"},
		"bad reference":   {[][3]string{{"file", "a.jpg", photo(t)}, {"reference", "b.jpg", "hello"}}, 415, "The original"},
		"other reference": {[][3]string{{"reference", "b.jpg", sampleFile(t)}, {"file", "a.jpg", photo(t)}}, 400, "same size"},
		"two pictures":    {[][3]string{{"file", "a.jpg", photo(t)}, {"file", "b.jpg", photo(t)}}, 400, "one picture"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := v.upload("/api/v1/images", c.parts...); got.StatusCode != c.status || !strings.Contains(string(got.body), c.says) || got.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("API: %d %s", got.StatusCode, got.body)
			}
			if got := v.upload("/images", c.parts...); got.StatusCode != c.status || !strings.Contains(string(got.body), `data-testid="intake-trouble"`) || !strings.Contains(string(got.body), c.says) {
				t.Errorf("page: %d %s", got.StatusCode, got.body)
			}
		})
	}
	if got := v.post("/api/v1/images", `{}`); got.StatusCode != 400 {
		t.Errorf("JSON: %d %s", got.StatusCode, got.body)
	}
	cut := v.do("POST", "/api/v1/images", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc"))
	if cut.StatusCode != 400 || !strings.Contains(string(cut.body), "before it was complete") {
		t.Errorf("cut body: %d %s", cut.StatusCode, cut.body)
	}
	if got := v.get("/api/v1/images"); strings.Contains(string(got.body), `"id"`) {
		t.Errorf("something of them stayed: %s", got.body)
	}
}

func sampleFile(t *testing.T) string {
	t.Helper()
	data := must(os.ReadFile(filepath.Join("..", "assets", "samples", "gb82_0002.jpg")))(t)
	return string(data)
}

// TestEndlessUpload refuses a body that says no length and does not end.
func TestEndlessUpload(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	body := io.MultiReader(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"), io.LimitReader(endless{}, 60<<20))
	got := v.do("POST", "/api/v1/images", "multipart/form-data; boundary=x", struct{ io.Reader }{body})
	if got.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
}

// TestManyParts: a form of parts without end is refused before they are read, in words.
func TestManyParts(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	parts := func(n int) reply {
		return v.do("POST", "/api/v1/images", "multipart/form-data; boundary=x", strings.NewReader(strings.Repeat("--x\r\n\r\n\r\n", n)+"--x--\r\n"))
	}
	if got := parts(formParts); got.StatusCode != http.StatusBadRequest || !strings.Contains(string(got.body), "No picture was chosen") {
		t.Errorf("as many as may be: %d %s", got.StatusCode, got.body)
	}
	if got := parts(formParts + 1); got.StatusCode != http.StatusBadRequest || !strings.Contains(string(got.body), "fields and files") {
		t.Errorf("one more: %d %s", got.StatusCode, got.body)
	}
}

// TestFolderAway: while the data folder, or that of the pictures, is not at its place nothing is taken in, and neither the
// sender is blamed nor the studio ready.
func TestFolderAway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := startSite(t, dir)
	v := s.visitor()
	put := func() reply { return v.upload("/api/v1/images", [3]string{"file", "flower.jpg", photo(t)}) }
	v.restored(v.picture(), `{"mode":"auto"}`) // the studio has begun its work, which it could not without the folder
	for what, place := range map[string]string{"data folder": dir, "folder of pictures": filepath.Join(dir, "pictures")} {
		if err := os.Rename(place, place+"-away"); err != nil {
			t.Fatal(err)
		}
		if got := put(); got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" {
			t.Errorf("an upload without the %s: %d %s", what, got.StatusCode, got.body)
		}
		if log := s.log.String(); !strings.Contains(log, "the "+what+" that was opened is not at "+place+" any more: put it back") {
			t.Errorf("the log: %s", log)
		}
		if got := v.get("/readyz"); got.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("ready without the %s: %d %s", what, got.StatusCode, got.body)
		}
		if err := os.Rename(place+"-away", place); err != nil {
			t.Fatal(err)
		}
		if got := put(); got.StatusCode != http.StatusCreated {
			t.Errorf("the %s back at its place: %d %s", what, got.StatusCode, got.body)
		}
		if got := v.get("/readyz"); got.StatusCode != http.StatusOK {
			t.Errorf("the %s back at its place: %d %s", what, got.StatusCode, got.body)
		}
	}
}

// TestUploadsAtOnce: an address has so many uploads under way and no more, whoever sends them; another's are its own.
func TestUploadsAtOnce(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Proxies = []string{"127.0.0.0/8", "::1/128"} })
	begin := func() {
		fmt.Fprint(dial(t, s), "POST /api/v1/images HTTP/1.1\r\nHost: here\r\nX-Forwarded-For: 203.0.113.7\r\n"+
			"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n")
	}
	for range uploads {
		begin()
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	fmt.Fprint(must(form.CreateFormFile("file", "flower.jpg"))(t), photo(t))
	form.Close()
	from := func(address string) reply {
		request := must(http.NewRequest("POST", s.URL+"/api/v1/images", bytes.NewReader(body.Bytes())))(t)
		request.Header.Set("Content-Type", form.FormDataContentType())
		request.Header.Set("X-Forwarded-For", address)
		return s.visitor().send(request)
	}
	var got reply
	for end := time.Now().Add(patience); got.Response == nil || got.StatusCode == http.StatusCreated && time.Now().Before(end); {
		got = from("203.0.113.7") // until all of them are there
		begin()                   // this one may have been in the place of the last of them
	}
	if got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") == "" || !strings.Contains(string(got.body), "requests like this one are under way") {
		t.Errorf("one too many: %d %v %s", got.StatusCode, got.Header, got.body)
	}
	newContract(t).keeps("POST", "/api/v1/images", got)
	if got := from("203.0.113.8"); got.StatusCode != http.StatusCreated {
		t.Errorf("another address: %d %s", got.StatusCode, got.body)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p) // what the buffer held would begin another part
	return len(p), nil
}

// TestNames are names of files that mean harm: they are shown as text and lead nowhere.
func TestNames(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	for _, name := range []string{`<script>alert(1)</script>.jpg`, `"><img src=x onerror=alert(1)>.jpg`, "../../etc/passwd", `..\..\boot.ini`, "a\x00b.jpg", "\u202egpj.exe", strings.Repeat("n", 4000) + ".jpg"} {
		answer := v.upload("/images", [3]string{"file", strings.NewReplacer("\x00", "").Replace(name), photo(t)})
		if answer.StatusCode != http.StatusSeeOther {
			t.Errorf("%q: %d %s", name, answer.StatusCode, answer.body)
			continue
		}
		page := v.get(answer.Header.Get("Location"))
		for _, marker := range []string{"<script>alert", "<img src=x", "\u202e"} {
			if bytes.Contains(page.body, []byte(marker)) {
				t.Errorf("%q reaches the page raw", name)
			}
		}
		file := v.get(answer.Header.Get("Location") + "/file")
		if kind := file.Header.Get("Content-Type"); kind != "application/octet-stream" || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") || string(file.body) != photo(t) {
			t.Errorf("%q: the upload comes back as %q %q", name, kind, file.Header.Get("Content-Disposition"))
		}
	}
	if log := v.site.log.String(); strings.Contains(log, "alert") || strings.Contains(log, "passwd") {
		t.Error("names of files are in the log")
	}
}

func TestSafeFolder(t *testing.T) {
	for folder, want := range map[string]string{
		"": "", "/": "", "..": "", "Paris": "Paris", "/Paris/Day 2/": "Paris/Day 2", `C:\Paris\..\x`: "C:/Paris/x", "../../etc": "etc",
		"a/b/c/d/e/f/g/h/i": "b/c/d/e/f/g/h/i", "a\r\n/b": "a/b", " / ": "",
		strings.Repeat("漢", 50) + "/" + strings.Repeat("漢", 90) + "/in": strings.Repeat("漢", 90) + "/in",
		"out/" + strings.Repeat("🌷", 120):                               strings.Repeat("🌷", 66) + "…" + strings.Repeat("🌷", 33),
	} {
		if got := safeFolder(folder); got != want {
			t.Errorf("%q became %q, should be %q", folder, got, want)
		}
	}
}

func TestSafeName(t *testing.T) {
	got := map[string]string{}
	want := map[string]string{"a.jpg": "a.jpg", "": "picture", "..": "picture", "/": "picture", `c:\x\y.png`: "y.png", "a\r\nb": "ab", "\xff\xfe": "picture",
		strings.Repeat("é", 200) + "IMG_0001.jpg": strings.Repeat("é", 79) + "…" + strings.Repeat("é", 28) + "IMG_0001.jpg"}
	for name := range want {
		got[name] = safeName(name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
