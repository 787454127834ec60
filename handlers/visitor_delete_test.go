package handlers

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"uncodec/web"
)

// TestLeave: all of a visitor goes, from the page and from the API: rows, files, links, jobs
// under way and the cookie. Others keep theirs.
func TestLeave(t *testing.T) {
	ways := map[string]func(*visitor) reply{
		"page": func(v *visitor) reply { return v.form("/visitor/delete", "") },
		"API":  func(v *visitor) reply { return v.do("DELETE", "/api/v1/visitor", "", nil) },
	}
	for way, leave := range ways {
		dir := t.TempDir()
		s := startSite(t, dir)
		mine, other := s.visitor(), s.visitor()
		theirs := other.restored(other.picture(), `{"mode":"auto"}`)
		image := mine.picture()
		done := mine.restored(image, `{"mode":"manual","codec":{"jpeg":1},"strength":0.7}`)
		link := mine.shared(image, "")
		var sweep experimentJSON
		mine.post("/api/v1/sweeps", `{"image":"`+image+`"}`).json(t, &sweep)
		batch := mine.batch(`{}`)
		for range 3 {
			mine.post("/api/v1/images/"+image+"/restorations", `{"views":8}`)
		}
		page := string(mine.get("/visitor/delete").body)
		for _, said := range []string{"1 picture<", "4 restorations", "1 batch<", "1 sweep or evaluation"} {
			if !strings.Contains(page, said) {
				t.Errorf("%s: the page does not count %q", way, said)
			}
		}
		who := ownerOfJar(mine)
		stale := *mine
		stale.Client = &http.Client{Jar: must(copyJar(mine))(t), Timeout: patience, CheckRedirect: mine.CheckRedirect}
		got := leave(mine)
		if got.StatusCode != http.StatusSeeOther && got.StatusCode != http.StatusNoContent {
			t.Fatalf("%s: %d %s", way, got.StatusCode, got.body)
		}
		if c := got.Cookies(); len(c) != 2 || c[0].MaxAge >= 0 || c[1].MaxAge >= 0 || !strings.Contains(got.Header.Get("Clear-Site-Data"), `"cache"`) {
			t.Errorf("%s: cookies %v, %v", way, c, got.Header)
		}
		if ownerOfJar(mine) != "" {
			t.Errorf("%s: the cookie stays", way)
		}
		for _, path := range []string{"/images/" + image, "/api/v1/images/" + image, "/restorations/" + done + "/picture", "/api/v1/jobs/" + done, "/api/v1/experiments/" + sweep.ID, "/batch/" + batch.ID, link} {
			if got := stale.get(path); got.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %s answers %d to the old cookie", way, path, got.StatusCode)
			}
		}
		if own := must(s.studio.Store.Owned(t.Context(), who))(t); own.Images+own.Restorations+own.Batches+own.Experiments > 0 {
			t.Errorf("%s: left are %+v", way, own)
		}
		files := must(filepath.Glob(filepath.Join(dir, "pictures", "*")))(t)
		if len(files) != 3 { // the other visitor's picture, its reference and its restoration
			t.Errorf("%s: %d files are left", way, len(files))
		}
		if got := other.get("/restorations/" + theirs + "/picture"); got.StatusCode != http.StatusOK {
			t.Errorf("%s: the other visitor's restoration answers %d", way, got.StatusCode)
		}
		if got := stale.get("/visitor/delete"); !strings.Contains(string(got.body), web.Words.LeaveNothing) {
			t.Errorf("%s: the page counts what is not there", way)
		}
	}
}

// TestLeaveShared: in a lab where all see all, what others brought stays.
func TestLeaveShared(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Shared = true })
	mine, other := s.visitor(), s.visitor()
	image, theirs := mine.picture(), other.picture()
	if page := string(mine.get("/visitor/delete").body); !strings.Contains(page, web.Words.LeaveShared) || !strings.Contains(page, "1 picture<") {
		t.Error("the page does not say what stays, or counts what others brought")
	}
	mine.form("/visitor/delete", "")
	for id, status := range map[string]int{image: http.StatusNotFound, theirs: http.StatusOK} {
		if got := other.get("/images/" + id); got.StatusCode != status {
			t.Errorf("%d, and not %d", got.StatusCode, status)
		}
	}
}

// TestLeaveUpload: an upload that is under way brings nothing any more.
func TestLeaveUpload(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	v.get("/")
	who := ownerOfJar(v)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_, _ = io.WriteString(must(form.CreateFormFile("file", "flower.jpg"))(t), photo(t))
	form.Close()
	whole := body.Bytes()
	reading, writing := io.Pipe()
	answer := make(chan reply)
	go func() { answer <- v.do("POST", "/api/v1/images", form.FormDataContentType(), reading) }()
	if _, err := writing.Write(whole[:len(whole)/2]); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		s.site.present.mu.Lock()
		there := len(s.site.present.of[who])
		s.site.present.mu.Unlock()
		if there == 1 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the upload does not begin")
		}
	}
	v.do("DELETE", "/api/v1/visitor", "", nil)
	_, _ = writing.Write(whole[len(whole)/2:]) // an error means that the server has answered
	writing.Close()
	if got := <-answer; got.StatusCode != http.StatusNotFound {
		t.Errorf("the upload answers %d %s", got.StatusCode, got.body)
	}
	if own := must(s.studio.Store.Owned(t.Context(), who))(t); own.Images > 0 {
		t.Errorf("it brought %d pictures", own.Images)
	}
	if there := len(s.site.present.of); there > 0 {
		t.Errorf("%d visitors are still counted in", there)
	}
}

// TestLeaveMeanwhile: nor does one that comes while all is deleted, and to leave twice at once ends well.
func TestLeaveMeanwhile(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	v.get("/")
	who := ownerOfJar(v)
	forgotten := s.studio.Forgotten
	s.studio.Forgotten = func() {
		s.studio.Forgotten = forgotten
		if got := v.upload("/api/v1/images", [3]string{"file", "flower.jpg", photo(t)}); got.StatusCode != http.StatusNotFound {
			t.Errorf("the upload answers %d %s", got.StatusCode, got.body)
		}
		if got := v.do("DELETE", "/api/v1/visitor", "", nil); got.StatusCode != http.StatusNotFound {
			t.Errorf("the second answers %d %s", got.StatusCode, got.body)
		}
	}
	if got := v.do("DELETE", "/api/v1/visitor", "", nil); got.StatusCode != http.StatusNoContent {
		t.Errorf("the first answers %d %s", got.StatusCode, got.body)
	}
	if own := must(s.studio.Store.Owned(t.Context(), who))(t); own.Images > 0 {
		t.Errorf("it brought %d pictures", own.Images)
	}
	if there := len(s.site.present.of) + len(s.site.present.leaving); there > 0 {
		t.Errorf("%d visitors are still counted in", there)
	}
}

// TestLeaveJourney: a person deletes everything from the page that lists their pictures.
func TestLeaveJourney(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	damaged, _ := files(t)
	b.open(s.URL)
	b.choose("file", damaged)
	b.click(`[data-testid="restore"]`)
	b.wait(`[data-testid="result"] [data-testid="download"]`)
	picture := ask(b, chromedp.Location())
	b.open(s.URL + "/experiments")
	b.wait(`[data-testid="to-leave"]`)
	b.open(s.URL)
	b.click(`[data-testid="to-leave"]`)
	if said := b.text(`[data-testid="belongings"]`); said != "1 picture\n1 restoration" {
		t.Errorf("the page counts %q", said)
	}
	if os.Getenv("SHOTS") != "" {
		b.shot("leave", 1440, 900, false)
		b.shot("leave-phone", 390, 844, false)
	}
	b.click(`[data-testid="leave-yes"]`)
	b.wait(`#intake`)
	b.holds(`location.pathname === "/" && !document.querySelector("[data-testid=recent], [data-testid=to-leave]")`)
	b.quiet(s.URL)
	b.open(picture)
	b.wait(`[data-testid="failure"]`)
}
