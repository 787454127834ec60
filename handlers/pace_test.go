package handlers

import (
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
	"time"
)

// TestPace: a visitor, and an address, may bring so many pictures a minute and no more;
// looking at pictures is not counted.
func TestPace(t *testing.T) {
	const most = 3
	sample := func(v *visitor) reply { return v.form("/samples/retriever", "") }
	s := startSite(t, t.TempDir(), func(c *Config) { c.Uploads = most })
	v := s.visitor()
	id := v.picture() // with an original: two
	for range most - 2 {
		if got := sample(v); got.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d %s", got.StatusCode, got.body)
		}
	}
	got := v.upload("/api/v1/images", [3]string{"file", "flower.jpg", photo(t)})
	if got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") != "60" || !strings.Contains(string(got.body), "Wait a minute") {
		t.Errorf("one too many: %d %v %s", got.StatusCode, got.Header, got.body)
	}
	newContract(t).keeps("POST", "/api/v1/images", got)
	if got := v.get("/images/" + id); got.StatusCode != http.StatusOK {
		t.Errorf("a page: %d", got.StatusCode)
	}
	forged := 0
	for n := range perAddress * most { // who throws the cookie away, and says to come from elsewhere
		jar, _ := cookiejar.New(nil)
		stranger := &visitor{&http.Client{Jar: jar, Timeout: patience, CheckRedirect: v.CheckRedirect}, s}
		request := must(http.NewRequest("POST", s.URL+"/samples/retriever", nil))(t)
		request.Header.Set("X-Forwarded-For", "203.0.113."+string(rune('1'+n%9)))
		if stranger.send(request).StatusCode == http.StatusSeeOther {
			forged++
		}
	}
	if want := perAddress*most - most; forged != want { // v's own came from there too
		t.Errorf("%d strangers of one address were let in, and not %d", forged, want)
	}
}

// TestPaceOfPairs: an original that comes beside a picture is one more.
func TestPaceOfPairs(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Uploads = 3 })
	v := s.visitor()
	for n, want := range []int{http.StatusCreated, http.StatusTooManyRequests} {
		got := v.upload("/api/v1/images", [3]string{"reference", "flower.png", pristine(t)}, [3]string{"file", "flower.jpg", photo(t)})
		if got.StatusCode != want {
			t.Errorf("pair %d: %d %s", n, got.StatusCode, got.body)
		}
	}
}

// TestPaceBehindProxy: visitors behind a proxy that is trusted are told apart by it.
func TestPaceBehindProxy(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Uploads, c.Proxies = 1, []string{"127.0.0.0/8", "::1/128"} })
	from := func(address string) int {
		request := must(http.NewRequest("POST", s.URL+"/samples/retriever", nil))(t)
		request.Header.Set("X-Forwarded-For", address)
		return s.visitor().send(request).StatusCode
	}
	for range perAddress {
		if got := from("203.0.113.7"); got != http.StatusSeeOther {
			t.Errorf("%d", got)
		}
	}
	if got := from("198.51.100.1, 203.0.113.7"); got != http.StatusTooManyRequests {
		t.Errorf("the same address with a forged one before it: %d", got)
	}
	if got := from("203.0.113.8"); got != http.StatusSeeOther {
		t.Errorf("another address: %d", got)
	}
	direct := func() int { // a connection of its own, from within the range, with nothing forwarded
		one := s.visitor()
		one.Transport = &http.Transport{DisableKeepAlives: true}
		return one.form("/samples/retriever", "").StatusCode
	}
	for range perAddress {
		if got := direct(); got != http.StatusSeeOther {
			t.Errorf("%d", got)
		}
	}
	if got := direct(); got != http.StatusTooManyRequests {
		t.Errorf("one too many from the proxy's own address: %d", got)
	}
}

// TestAddressFull: who throws the cookie away again and again keeps nobody from restoring who comes from elsewhere.
func TestAddressFull(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Proxies = []string{"127.0.0.0/8", "::1/128"} })
	s.studio.Store.Limits.Queue = 1
	var visitors []*visitor
	var images []string
	for range 12 { // each with a picture that is recognised, so that asking takes no time
		v := s.visitor()
		visitors, images = append(visitors, v), append(images, v.picture())
		v.get("/api/v1/images/" + images[len(images)-1] + "/prediction")
	}
	ask := func(address string) reply {
		v, image := visitors[0], images[0]
		visitors, images = visitors[1:], images[1:]
		request := must(http.NewRequest("POST", s.URL+"/api/v1/images/"+image+"/restorations", strings.NewReader(`{"views":8}`)))(t)
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("X-Forwarded-For", address)
		return v.send(request)
	}
	got := ask("203.0.113.7")
	for len(images) > 1 && got.StatusCode == http.StatusAccepted { // one runs, one waits
		got = ask("203.0.113.7")
	}
	if got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") == "" || !strings.Contains(string(got.body), "From your network address") {
		t.Errorf("one too many: %d %s", got.StatusCode, got.body)
	}
	if got := ask("203.0.113.8"); got.StatusCode != http.StatusAccepted {
		t.Errorf("another address: %d %s", got.StatusCode, got.body)
	}
}

// TestOwnerFull: who keeps too much is told what to do, and pictures that are here stay.
func TestOwnerFull(t *testing.T) {
	s := startSite(t, t.TempDir())
	s.studio.Store.Limits.OwnerBytes = 1 << 20
	v := s.visitor()
	id := v.picture()
	s.studio.Store.Limits.OwnerBytes = 1
	got := v.upload("/api/v1/images", [3]string{"file", "flower.jpg", photo(t)})
	if got.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(got.body), "Delete some") {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	got = v.upload("/api/v1/images", [3]string{"file", "other.jpg", photo(t) + "!"})
	if got.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(got.body), "A smaller picture would fit") {
		t.Errorf("more than an empty room holds: %d %s", got.StatusCode, got.body)
	}
	if got := v.get("/api/v1/images/" + id); got.StatusCode != http.StatusOK {
		t.Errorf("%d", got.StatusCode)
	}
	s.studio.Store.Limits.OwnerBytes = 3*160*128 + 100 // room for a result, had it the room alone
	for _, path := range []string{"/api/v1/images/" + id + "/restorations", "/images/" + id + "/restorations"} {
		got := v.post(path, `{}`)
		if strings.HasPrefix(path, "/images") {
			got = v.form(path, "mode=auto")
		}
		if got.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(got.body), "Delete some") {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.body)
		}
	}
}

// TestOwnerFullBatch: a batch's files for whose results there is no room say so, and go on
// when there is some.
func TestOwnerFullBatch(t *testing.T) {
	s := startSite(t, t.TempDir())
	s.studio.Store.Limits.OwnerBytes = int64(len(photo(t)))
	v := s.visitor()
	id := v.batch(`{}`).ID
	if got := v.upload("/api/v1/batches/"+id+"/images", [3]string{"file", "flower.jpg", photo(t)}); got.StatusCode != http.StatusCreated {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	if b := v.batchEnds(id); b.Failed != 1 || !strings.Contains(b.Files[0].Error, "delete some") {
		t.Errorf("%+v", b)
	}
	s.studio.Store.Limits.OwnerBytes = 0
	if got := v.post("/api/v1/batches/"+id+"/resume", ""); got.StatusCode >= http.StatusBadRequest {
		t.Errorf("going on: %d %s", got.StatusCode, got.body)
	}
	if b := v.batchEnds(id); b.Done != 1 {
		t.Errorf("%+v", b)
	}
}

// TestNearlyFullBatch: what is set aside for a result is more than that takes: a batch's next file waits for it and does not fail.
func TestNearlyFullBatch(t *testing.T) {
	s := startSite(t, t.TempDir())
	const result = 3 * 160 * 128
	s.studio.Store.Limits.OwnerBytes = 2*int64(len(photo(t))) + result*7/4
	v := s.visitor()
	id := v.batch(`{"views":8}`).ID
	for range 2 {
		if got := v.upload("/api/v1/batches/"+id+"/images", [3]string{"file", "flower.jpg", photo(t)}); got.StatusCode != http.StatusCreated {
			t.Fatalf("%d %s", got.StatusCode, got.body)
		}
	}
	if b := v.batchEnds(id); b.Done != 2 {
		t.Errorf("%+v", b)
	}
}

// TestPacePatience: the page waits and does not give a picture up.
func TestPacePatience(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Uploads = 1 })
	b := openBrowser(t)
	damaged, clean := files(t)
	b.open(s.URL)
	b.choose("file", damaged, clean)
	b.holds(`document.querySelectorAll(".uploads a").length === 1`)
	const refused = `uncodec_http_request_seconds_count{method="POST",route="/api/v1/images",status="429"} 1`
	for end := time.Now().Add(20 * time.Second); !strings.Contains(string(s.visitor().get("/metrics").body), refused); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the second picture was not refused")
		}
	}
	b.holds(`document.querySelector(".uploads li:last-child .quiet").textContent.includes(document.querySelector("#intake").dataset.later.split("%")[0])`)
	time.Sleep(300 * time.Millisecond)
	b.holds(`!document.querySelector(".uploads .bad") && document.querySelectorAll(".uploads progress").length === 1`)
}
