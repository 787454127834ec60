package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"uncodec/store"
)

// TestDoors: whatever a visitor brought can be found again, however much came after it, by pages and by programs.
func TestDoors(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	first := v.picture()
	i := must(s.studio.Store.Image(t.Context(), first, ownerOfJar(v)))(t)
	for n := range 2*doorRows + 1 { // rows of one file: three pages in all. A reference is no row of its own
		i.Name, i.Setting = fmt.Sprintf("%d.jpg", n), "jpeg:10"
		must(s.studio.Store.CreateImage(t.Context(), i))(t)
		must(s.studio.Store.CreateBatch(t.Context(), store.Batch{Owner: i.Owner, Model: "fast", Views: 1}))(t)
	}
	for path, c := range map[string]struct {
		row  string
		want int
	}{"/": {`data-testid="recent"`, 2*doorRows + 2}, "/lab": {`data-testid="recent"`, 2*doorRows + 1}, "/batch": {`data-testid="batch-card"`, 2*doorRows + 1}} {
		found, pages, way := 0, 0, []string{}
		for at := path; at != ""; pages++ {
			page := string(v.get(at).body)
			found += strings.Count(page, c.row)
			way = append(way, at)
			if pages > 1 && linked(page, "newer") != way[pages-1] {
				t.Errorf("%s leads back to %q", at, linked(page, "newer"))
			}
			at = linked(page, "older")
		}
		if found != c.want || pages != 3 {
			t.Errorf("%s: %d of %d, on %d pages", path, found, c.want, pages)
		}
		if got := v.get(path + "?page=9"); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != path {
			t.Errorf("%s?page=9: %d to %s", path, got.StatusCode, got.Header.Get("Location"))
		}
		if got := v.get(path + "?page=x"); got.StatusCode != http.StatusBadRequest {
			t.Errorf("%s?page=x: %d", path, got.StatusCode)
		}
	}
	for list, want := range map[string]int{"images": 2*doorRows + 3, "batches": 2*doorRows + 1} {
		seen := map[string]bool{}
		for after, asked := "", 0; asked == 0 || after != ""; asked++ {
			var answer map[string]any
			v.get("/api/v1/"+list+"?limit=20&after="+url.QueryEscape(after)).json(t, &answer)
			for _, one := range answer[list].([]any) {
				seen[one.(map[string]any)["id"].(string)] = true
			}
			after, _ = answer["next"].(string)
		}
		if len(seen) != want {
			t.Errorf("%s: %d of %d", list, len(seen), want)
		}
		for _, query := range []string{"?limit=0", "?limit=501", "?after=x", "?page=1"} {
			if got := v.get("/api/v1/" + list + query); got.StatusCode != http.StatusBadRequest {
				t.Errorf("%s%s: %d", list, query, got.StatusCode)
			}
		}
	}
}

// linked is where a page's link leads.
func linked(page, testid string) string {
	found := regexp.MustCompile(`href="([^"]*)" data-testid="` + testid + `"`).FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	return strings.ReplaceAll(found[1], "&amp;", "&")
}

// TestFormAddresses: the address of a form that was refused leads back to the picture.
func TestFormAddresses(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	id := v.picture()
	for _, form := range []string{"restorations", "reference"} {
		if got := v.get("/images/" + id + "/" + form); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/images/"+id {
			t.Errorf("%s: %d to %s", form, got.StatusCode, got.Header.Get("Location"))
		}
	}
}

// TestStaysKnown: who comes again has the same cookie, for as long again.
func TestStaysKnown(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	v.get("/")
	before := v.Jar.Cookies(must(url.Parse(s.URL))(t))[0].Value
	got := v.get("/").Cookies()
	if len(got) != 1 || got[0].Value != before || got[0].MaxAge != int(cookieMaxAge.Seconds()) {
		t.Errorf("the second visit sets %v", got)
	}
	if got := v.get("/lab").Cookies(); len(got) > 0 {
		t.Errorf("every page sets %v", got)
	}
}
