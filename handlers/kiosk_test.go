package handlers

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"uncodec/codec"
	"uncodec/studio"
)

// keptIn is every file of a folder and its hash. SQLite's shared memory holds no data.
func keptIn(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "-shm") {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&all, "%s %x\n", path, sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// exhibited waits until the kiosk's loop is whole.
func (s *testSite) exhibited() {
	s.t.Helper()
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(100 * time.Millisecond) {
		var loop struct{ Exhibits []exhibitJSON }
		s.visitor().get("/kiosk/exhibits").json(s.t, &loop)
		ready := 0
		for _, e := range loop.Exhibits {
			if e.Before != "" {
				ready++
			}
		}
		if ready == len(s.studio.Samples()) {
			return
		}
		if time.Now().After(end) {
			s.t.Fatalf("%d of the loop's pictures are made", ready)
		}
	}
}

// TestKioskKeepsNothing: a whole visit leaves the folder as it was, database and files,
// and no cookie.
func TestKioskKeepsNothing(t *testing.T) {
	dir := t.TempDir()
	s := startSite(t, dir)
	v := s.visitor()
	v.picture() // somebody else's, and the store at work
	before := keptIn(t, dir)
	looked := 0
	look := func(path, kind string) reply {
		t.Helper()
		looked++
		got := s.visitor().get(path)
		if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Type"), kind) {
			t.Fatalf("%s: %d %s", path, got.StatusCode, got.body)
		}
		if got.Header.Get("Set-Cookie") != "" || got.Header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s is remembered: %v", path, got.Header)
		}
		return got
	}
	look("/kiosk", "text/html")
	s.exhibited()
	look("/kiosk/exhibits", "application/json")
	for _, at := range []string{"jpeg:5/auto", "hevc:37/auto", "hevc:37/other", "hevc:37/gentle", "hevc:37/strong"} {
		var e exhibitJSON
		look("/kiosk/exhibits/retriever/"+at, "application/json").json(t, &e)
		if e.PSNRBefore == "" || e.PSNRAfter == "" || e.Sentence == "" || (e.Told == "") != strings.HasSuffix(at, "auto") {
			t.Errorf("%s: %+v", at, e)
		}
		for _, address := range []string{e.Before, e.After, "/kiosk/samples/retriever"} {
			if _, err := png.Decode(bytes.NewReader(look(address, "image/png").body)); err != nil {
				t.Errorf("%s: %v", address, err)
			}
		}
	}
	if after := keptIn(t, dir); after != before {
		t.Errorf("after %d looks the folder has changed from\n%sto\n%s", looked, before, after)
	}
	if !strings.Contains(before, ".db") {
		t.Errorf("the folder that was watched holds no database:\n%s", before)
	}
}

// TestKioskRefuses what is none of its samples, settings and beliefs.
func TestKioskRefuses(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	for path, status := range map[string]int{
		"/kiosk/samples/none": 404, "/kiosk/samples/..%2Fsamples.json": 404,
		"/kiosk/exhibits/none/jpeg:10/auto": 404, "/kiosk/exhibits/retriever/jpeg:11/auto": 400,
		"/kiosk/exhibits/retriever/jpeg:10>jpeg:5/auto": 400, "/kiosk/exhibits/retriever/jpeg:10/hevc": 400,
		"/kiosk/exhibits/retriever/jpeg:10": 404, "/kiosk/exhibits/retriever/vvc:37/auto/damaged": 400,
		"/kiosk/exhibits/retriever/webp:5/auto/damaged": 404, "/kiosk/exhibits/none/jpeg:10/auto/restored": 404, // nobody made them
	} {
		got := v.get(path)
		if got.StatusCode != status {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
		if status == 400 && !strings.Contains(string(got.body), "jpeg:5, jpeg:10") {
			t.Errorf("%s does not say what would work: %s", path, got.body)
		}
	}
	if got := v.form("/kiosk/exhibits/retriever/jpeg:10/auto", ""); got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got.StatusCode)
	}
}

// TestKioskShares: kiosks that ask for the same at once are answered by one making.
func TestKioskShares(t *testing.T) {
	s := startSite(t, t.TempDir())
	const path = "/kiosk/exhibits/asters/jpeg:5/auto"
	ask := func() {
		var group sync.WaitGroup
		for range 6 {
			group.Go(func() {
				if got := s.visitor().get(path); got.StatusCode != http.StatusOK {
					t.Errorf("%d %s", got.StatusCode, got.body)
				}
			})
		}
		group.Wait()
	}
	d := studio.Demo{Sample: "asters", Setting: "jpeg:5", Belief: studio.Auto}
	ask()
	first := must(s.studio.FindExhibit(d))(t)
	ask()
	if must(s.studio.FindExhibit(d))(t) != first {
		t.Error("it was made anew")
	}
}

// TestKioskPaced: what costs is counted, by address; the loop and the pictures are not.
func TestKioskPaced(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Uploads = 1 })
	const path = "/kiosk/exhibits/night/jpeg:10/auto"
	for range perAddress {
		if got := s.visitor().get(path); got.StatusCode != http.StatusOK {
			t.Fatalf("%d %s", got.StatusCode, got.body)
		}
	}
	if got := s.visitor().get(path); got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") == "" {
		t.Errorf("one too many: %d", got.StatusCode)
	}
	for _, free := range []string{"/kiosk", "/kiosk/exhibits", path + "/damaged", path + "/restored", "/kiosk/samples/night"} {
		if got := s.visitor().get(free); got.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", free, got.StatusCode)
		}
	}
}

// TestKioskWithoutTools: what is missing is said, and the rest is shown.
func TestKioskWithoutTools(t *testing.T) {
	off := &studio.Engine{Limits: codec.DefaultLimits(), Tools: codec.NewToolbox(""), Why: errors.New("restoring is off: put the library there")}
	s := startWith(t, t.TempDir(), off)
	v := s.visitor()
	page := string(v.get("/kiosk").body)
	for _, says := range []string{"Restoring is off here", "put the library there", "HEVC: ffmpeg is missing", `data-sample="guitar" data-first="jpeg:10"`, `action="/samples/guitar"`} {
		if !strings.Contains(page, says) {
			t.Errorf("the page lacks %q", says)
		}
	}
	if strings.Contains(page, `data-control="belief"`) {
		t.Error("beliefs are offered")
	}
	s.exhibited()
	var e exhibitJSON
	v.get("/kiosk/exhibits/retriever/webp:5/auto").json(t, &e)
	if e.PSNRBefore == "" || e.PSNRAfter != "" || e.After != "/kiosk/samples/retriever" || v.get(e.Before).StatusCode != http.StatusOK {
		t.Errorf("%+v", e)
	}
	if got := v.get("/kiosk/exhibits/retriever/hevc:37/auto"); got.StatusCode != http.StatusNotImplemented || !strings.Contains(string(got.body), "ffmpeg is missing") {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
}

// TestKioskEnds: too many who ask for different things are refused, and a program that is
// asked to end lets nobody wait for an exhibit.
func TestKioskEnds(t *testing.T) {
	stopping := make(chan struct{})
	s := startSite(t, t.TempDir(), func(c *Config) { c.Stopping = stopping })
	routes := s.site.routes()
	answers := make(chan int, len(studio.DemoSettings()))
	for _, setting := range studio.DemoSettings() {
		go func() {
			answer := httptest.NewRecorder()
			routes.ServeHTTP(answer, httptest.NewRequest("GET", "/kiosk/exhibits/coast/"+setting+"/auto", nil))
			answers <- answer.Code
		}()
	}
	count := map[int]int{<-answers: 1}
	close(stopping) // while the others are made or wait
	for range cap(answers) - 1 {
		count[<-answers]++
	}
	if count[http.StatusTooManyRequests] == 0 || count[http.StatusServiceUnavailable] == 0 || len(count) > 3 || count[http.StatusOK] > 1 {
		t.Errorf("answers by status: %v", count)
	}
}
