package handlers

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"uncodec/codec/metadata"
	"uncodec/web"
)

// shared makes a picture's share link and returns its path.
func (v *visitor) shared(image, query string) string {
	v.site.t.Helper()
	var made struct{ Address string }
	got := v.post("/api/v1/images/"+image+"/share"+query, "")
	if got.StatusCode != http.StatusCreated {
		v.site.t.Fatalf("share: %d %s", got.StatusCode, got.body)
	}
	got.json(v.site.t, &made)
	if got.Header.Get("Location") != made.Address || !strings.HasPrefix(made.Address, v.site.URL+"/shared/") {
		v.site.t.Fatalf("the link is %s, its Location %s", made.Address, got.Header.Get("Location"))
	}
	return strings.TrimPrefix(made.Address, v.site.URL)
}

// TestSharePage: whoever holds the link sees the picture and its restoration, what is believed
// and measured, and nothing that the owner did not choose to show.
func TestSharePage(t *testing.T) {
	s := startSite(t, t.TempDir())
	owner, stranger := s.visitor(), s.visitor()
	image := owner.picture()
	if got := owner.post("/api/v1/images/"+image+"/share", ""); got.StatusCode != http.StatusConflict || !strings.Contains(string(got.body), "Restore the picture first") {
		t.Errorf("without a restoration: %d %s", got.StatusCode, got.body)
	}
	first := owner.restored(image, `{"mode":"manual","codec":{"jpeg":1},"level":"10"}`)
	owner.restored(image, `{"mode":"manual","codec":{"hevc":1},"level":"42"}`)
	owner.do("PATCH", "/api/v1/restorations/"+first, "application/json", strings.NewReader(`{"note":"my own remark"}`))

	link := owner.shared(image, "")
	chosen := owner.shared(image, "?restoration="+first)
	if again := owner.shared(image, ""); again != link || chosen != link+"?restoration="+first {
		t.Errorf("links %s, %s and %s", link, chosen, again)
	}
	for path, condition := range map[string]string{link: "HEVC QP 42", chosen: "JPEG QF 10, held to the file"} {
		got := stranger.get(path)
		page := string(got.body)
		if got.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d", path, got.StatusCode)
		}
		for _, there := range []string{condition + " · Manual", "PSNR-B", web.Words.BeliefTitle, `<compare-view`, link + "/picture", web.Words.SharedBare} {
			if !strings.Contains(page, there) {
				t.Errorf("%s: %q is not on the page", path, there)
			}
		}
		for _, hidden := range []string{"flower", image, "my own remark", `method="post"`, "/images/", `"/restorations/`} {
			if strings.Contains(page, hidden) {
				t.Errorf("%s: %q is on the page", path, hidden)
			}
		}
	}
	own := owner.get("/restorations/" + first + "/picture").body
	if got := stranger.get(link + "/restorations/" + first + "/picture"); string(got.body) != string(own) {
		t.Errorf("the picture of the link is another: %d", got.StatusCode)
	}
	if got := stranger.get(link + "/picture?max=64"); got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture as it came: %d", got.StatusCode)
	}
}

// TestShareBare: what a link lets others save has the file's colours, and nothing else of what
// it says, whatever is asked for.
func TestShareBare(t *testing.T) {
	s := startSite(t, t.TempDir())
	owner, stranger := s.visitor(), s.visitor()
	camera := must(os.ReadFile("../codec/metadata/testdata/camera.jpg"))(t)
	var facts imageJSON
	owner.upload("/api/v1/images", [3]string{"file", "anna.jpg", string(camera)}).json(t, &facts)
	done := owner.restored(facts.ID, `{}`)
	link := owner.shared(facts.ID, "")
	for _, format := range []string{"png", "jpeg", "webp"} {
		got := stranger.get(link + "/restorations/" + done + "/file?place=1&note=1&quality=90&format=" + format)
		if got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != "image/"+format {
			t.Fatalf("%s: %d %s", format, got.StatusCode, got.body)
		}
		if found := metadata.Read(got.body); found.ICC == nil || found.EXIF != nil || found.XMP != nil {
			t.Errorf("%s: profile of %d bytes, EXIF of %d, XMP of %d", format, len(found.ICC), len(found.EXIF), len(found.XMP))
		}
		if name := got.Header.Get("Content-Disposition"); !strings.Contains(name, "restored"+extensions[format]) {
			t.Errorf("%s: it is saved as %s", format, name)
		}
	}
	if own := metadata.Read(owner.get("/restorations/" + done + "/file?format=png").body); own.EXIF == nil {
		t.Error("the owner's own file has lost its EXIF")
	}
}

// TestShareEnds: every address under a link is there while the link is, for that picture alone,
// and is like one that never was afterwards.
func TestShareEnds(t *testing.T) {
	s := startSite(t, t.TempDir())
	owner, stranger := s.visitor(), s.visitor()
	image, other := owner.picture(), owner.picture()
	done, others := owner.restored(image, `{}`), owner.restored(other, `{}`)
	ended := map[string]func(){
		"unshared":        func() { owner.do("DELETE", "/api/v1/images/"+image+"/share", "", nil) },
		"without results": func() { owner.do("DELETE", "/api/v1/restorations/"+done, "", nil) },
		"deleted":         func() { owner.do("DELETE", "/api/v1/images/"+image, "", nil) },
	}
	for _, how := range []string{"unshared", "without results", "deleted"} {
		if how == "deleted" {
			done = owner.restored(image, `{}`)
		}
		link := owner.shared(image, "")
		ask := func(token, restoration string) map[string]reply {
			answers := map[string]reply{}
			s.walk(func(method, route string) {
				if strings.Contains(route, "{token}") {
					answers[method+" "+route] = stranger.do(method, strings.NewReplacer("{token}", token, "{id}", restoration).Replace(route), "", nil)
				}
			})
			return answers
		}
		token := strings.TrimPrefix(link, "/shared/")
		answers := ask(token, done)
		if len(answers) < 4 {
			t.Fatalf("only %d routes have a link", len(answers))
		}
		for route, got := range answers {
			h := got.Header
			if got.StatusCode != http.StatusOK || h.Get("Referrer-Policy") != "no-referrer" || h.Get("X-Robots-Tag") != "noindex" || !strings.HasPrefix(h.Get("Cache-Control"), "private, no-") {
				t.Errorf("%s: %d %v", route, got.StatusCode, h)
			}
			if len(got.Cookies()) > 0 {
				t.Errorf("%s gives a stranger a cookie", route)
			}
		}
		for route, got := range ask(token, others) {
			if strings.Contains(route, "{id}") && got.StatusCode != http.StatusNotFound {
				t.Errorf("%s for a restoration of another picture: %d", route, got.StatusCode)
			}
		}
		if got := string(stranger.get(link + "?restoration=" + others).body); !strings.Contains(got, done) || strings.Contains(got, others) {
			t.Errorf("a page for a restoration of another picture is not that of the link's own: %s", got)
		}
		ended[how]()
		none := ask("aaaaaaaaaaaaaaaaaaaaaaaaaa", done)
		for route, got := range ask(token, done) {
			if got.StatusCode != http.StatusNotFound || len(got.body) != len(none[route].body) || got.Header.Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("%s, %s: %d, and %d for a wrong link", how, route, got.StatusCode, none[route].StatusCode)
			}
		}
	}
}

// TestShareOutlivesItsRestoration: a link whose restoration was deleted shows the latest, none while there is none, and
// can be ended all the while.
func TestShareOutlivesItsRestoration(t *testing.T) {
	s := startSite(t, t.TempDir())
	owner, stranger := s.visitor(), s.visitor()
	image := owner.picture()
	first, second := owner.restored(image, `{}`), owner.restored(image, `{"mode":"manual","codec":{"hevc":1},"level":"42"}`)
	link := owner.shared(image, "?restoration="+first)
	remove := func(restoration string) {
		if got := owner.do("DELETE", "/api/v1/restorations/"+restoration, "", nil); got.StatusCode != http.StatusNoContent {
			t.Fatalf("delete: %d", got.StatusCode)
		}
	}
	remove(first)
	if got := stranger.get(link); got.StatusCode != http.StatusOK || !strings.Contains(string(got.body), second) {
		t.Errorf("without its restoration: %d", got.StatusCode)
	}
	remove(second)
	if got := stranger.get(link); got.StatusCode != http.StatusNotFound {
		t.Errorf("without any: %d", got.StatusCode)
	}
	if page := string(owner.get("/images/" + image).body); !strings.Contains(page, `data-testid="unshare"`) || !strings.Contains(page, web.Words.ShareIdle) {
		t.Error("it cannot be ended")
	}
	if got := owner.form("/images/"+image+"/unshare", "restoration="); got.Header.Get("Location") != "/images/"+image+"#share" {
		t.Errorf("%d to %s", got.StatusCode, got.Header.Get("Location"))
	}
	owner.restored(image, `{}`)
	if got := stranger.get(link); got.StatusCode != http.StatusNotFound {
		t.Errorf("it comes back: %d", got.StatusCode)
	}
}

// TestShareExpires: a link ends with its picture's time, however late the sweep comes.
func TestShareExpires(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Expiry = time.Hour })
	owner := s.visitor()
	image := owner.picture()
	owner.restored(image, `{}`)
	link := owner.shared(image, "")
	if got := s.visitor().get(link); got.StatusCode != http.StatusOK {
		t.Errorf("before its time: %d", got.StatusCode)
	}
	s.studio.Store.Now = func() time.Time { return time.Now().Add(time.Hour) }
	if got := s.visitor().get(link); got.StatusCode != http.StatusNotFound {
		t.Errorf("after it: %d", got.StatusCode)
	}
}

// TestShareForms: without script the forms do it, and the page shows the link.
func TestShareForms(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	image := v.picture()
	done := v.restored(image, `{}`)
	page := "/images/" + image + "?restoration=" + done
	if body := string(v.get(page).body); strings.Contains(body, "/shared/") {
		t.Error("it is shared from the first")
	}
	got := v.form("/images/"+image+"/share", "restoration="+done)
	if to := got.Header.Get("Location"); got.StatusCode != http.StatusSeeOther || to != page+"#share" {
		t.Fatalf("%d to %s", got.StatusCode, to)
	}
	one := must(s.studio.Store.Image(t.Context(), image, ownerOfJar(v)))(t)
	if body := string(v.get(page).body); !strings.Contains(body, s.URL+"/shared/"+one.Shared+"?restoration="+done) {
		t.Error("the page does not show the link")
	}
	if got := v.form("/images/"+image+"/unshare", "restoration="+done); got.StatusCode != http.StatusSeeOther {
		t.Errorf("%d", got.StatusCode)
	}
	if _, err := s.studio.Store.SharedImage(t.Context(), one.Shared); err == nil {
		t.Error("the link goes on")
	}
	if body := string(v.get(page).body); strings.Contains(body, "/shared/") {
		t.Error("the page still shows the link")
	}
}

// TestSharePace: an address may look so often a minute, at right and wrong links alike.
func TestSharePace(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Uploads = 1 })
	for range perAddress {
		if got := s.visitor().get("/shared/none"); got.StatusCode != http.StatusNotFound {
			t.Errorf("%d", got.StatusCode)
		}
	}
	if got := s.visitor().get("/shared/none"); got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") == "" {
		t.Errorf("one too many: %d", got.StatusCode)
	}
}

// ownerOfJar is whom the store takes a visitor for.
func ownerOfJar(v *visitor) string {
	for _, c := range v.Jar.Cookies(must(url.Parse(v.site.URL))(v.site.t)) {
		if c.Name == cookieName {
			return ownerOf(c.Value)
		}
	}
	return ""
}

// copyJar is a jar with a visitor's cookies of now.
func copyJar(v *visitor) (http.CookieJar, error) {
	at := must(url.Parse(v.site.URL))(v.site.t)
	jar, err := cookiejar.New(nil)
	if err == nil {
		jar.SetCookies(at, v.Jar.Cookies(at))
	}
	return jar, err
}
