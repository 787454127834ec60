package handlers

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"uncodec/store"
)

// TestBatch is a program's way: begin, bring pictures of which one is none, follow, save.
func TestBatch(t *testing.T) {
	dir := t.TempDir()
	s := startSite(t, dir)
	v, stranger := s.visitor(), s.visitor()
	b := v.batch(`{"model":"fast","condition":{"mode":"relative","delta":-0.2},"views":2}`)
	add := "/api/v1/batches/" + b.ID + "/images"
	for _, file := range [][3]string{{"file", "flower.jpg", photo(t)}, {"file", "=flower.jpg", photo(t)}, {"file", "Flower.jpg", pristine(t)}} {
		if got := v.upload(add, file); got.StatusCode != http.StatusCreated {
			t.Fatalf("%s: %d %s", file[1], got.StatusCode, got.body)
		}
	}
	if got := v.upload(add, [3]string{"file", "notes.txt", "no picture"}); got.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("a text: %d", got.StatusCode)
	}
	if got := v.get("/api/v1/batches/" + v.batch(`{}`).ID + "/archive"); got.StatusCode != http.StatusConflict {
		t.Errorf("nothing to save: %d", got.StatusCode)
	}
	b = v.batchEnds(b.ID)
	if b.Done != 3 || b.Failed != 1 || len(b.Files) != 4 || b.Files[3].State != store.Failed || b.Files[3].Error == "" || b.Files[3].Image != "" {
		t.Fatalf("%+v", b)
	}
	for _, f := range b.Files[:3] {
		if r := f.Restoration; r.Model != "fast" || r.Condition.Mode != "relative" || r.Views != 2 || r.Consistency == nil {
			t.Errorf("%+v", r)
		}
	}

	page := string(v.get("/batch/" + b.ID).body)
	for n, format := range []string{"jpeg", "jpeg", "png"} { // each as it came
		if r := b.Files[n].Restoration; !strings.Contains(page, "/restorations/"+r.ID+"/file?format="+format+`"`) {
			t.Errorf("%s is not saved as %s", b.Files[n].Name, format)
		}
	}
	got := v.get("/api/v1/batches/" + b.ID + "/archive?format=jpeg&quality=80")
	if got.StatusCode != http.StatusOK || !strings.Contains(got.Header.Get("Content-Disposition"), ".zip") {
		t.Fatalf("%d %v", got.StatusCode, got.Header)
	}
	files := unzip(t, got.body)
	for _, name := range []string{"flower.jpg", "=flower.jpg", "Flower (2).jpg"} {
		if !strings.HasPrefix(files[name], "\xff\xd8") {
			t.Errorf("%s is no JPEG, of %d files", name, len(files))
		}
	}
	table := must(csv.NewReader(strings.NewReader(files["restored.csv"])).ReadAll())(t)
	last := len(table[0]) - 1 // consistency
	if len(files) != 4 || len(table) != 5 || table[2][0] != "'=flower.jpg" || table[2][1] != "'=flower.jpg" || table[4][2] != "failed" || table[4][3] == "" || table[1][last] == "" || table[4][last] != "" {
		t.Errorf("the table is %v", table)
	}
	// A result whose file is gone costs the ZIP that picture and no other.
	if err := os.Remove(filepath.Join(dir, "pictures", b.Files[2].Restoration.SHA256)); err != nil {
		t.Fatal(err)
	}
	files = unzip(t, v.get("/api/v1/batches/"+b.ID+"/archive?format=png").body)
	if len(files) != 3 || !strings.Contains(files["restored.csv"], "nothing at this address") {
		t.Errorf("without one result there are %d files: %s", len(files), files["restored.csv"])
	}
	for query, status := range map[string]int{"?format=gif": 400, "?quality=900": 400, "?place=x": 400} {
		if got := v.get("/batch/" + b.ID + "/file" + query); got.StatusCode != status {
			t.Errorf("%s: %d", query, got.StatusCode)
		}
	}

	for name, got := range map[string]reply{
		"see": stranger.get("/api/v1/batches/" + b.ID), "add": stranger.upload(add, [3]string{"file", "a.jpg", photo(t)}),
		"save": stranger.get("/batch/" + b.ID + "/file"), "delete": stranger.do("DELETE", "/api/v1/batches/"+b.ID, "", nil),
	} {
		if got.StatusCode != http.StatusNotFound {
			t.Errorf("a stranger may %s: %d", name, got.StatusCode)
		}
	}
	if got := v.do("DELETE", "/api/v1/batches/"+b.ID, "", nil).StatusCode; got != http.StatusNoContent {
		t.Errorf("delete: %d", got)
	}
	for _, gone := range []string{"/api/v1/batches/" + b.ID, "/images/" + b.Files[0].Image} {
		if got := v.get(gone).StatusCode; got != http.StatusNotFound {
			t.Errorf("after that %s: %d", gone, got)
		}
	}
}

// TestBatchFolders: what lay in folders comes back in them, under names that every system takes.
func TestBatchFolders(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	b := v.batch(`{}`)
	for _, folder := range []string{"Paris/Day 2", "Paris/Day 3.", "../aux", ""} {
		if got := v.upload("/api/v1/batches/"+b.ID+"/images", [3]string{"folder", "", folder}, [3]string{"file", "flower.jpg", photo(t)}); got.StatusCode != http.StatusCreated {
			t.Fatalf("%s: %d %s", folder, got.StatusCode, got.body)
		}
	}
	if got := v.upload("/api/v1/batches/"+b.ID+"/images", [3]string{"file", "notes.txt", "no picture"}, [3]string{"folder", "", "Paris"}); got.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("a text: %d", got.StatusCode)
	}
	b = v.batchEnds(b.ID)
	var names []string
	for _, f := range b.Files {
		names = append(names, f.Name)
	}
	if d := cmp.Diff([]string{"Paris/Day 2/flower.jpg", "Paris/Day 3./flower.jpg", "aux/flower.jpg", "flower.jpg", "Paris/notes.txt"}, names); d != "" {
		t.Error(d)
	}
	files := unzip(t, v.get("/api/v1/batches/"+b.ID+"/archive?format=jpeg").body)
	if d := cmp.Diff([]string{"Paris/Day 2/flower.jpg", "Paris/Day 3/flower.jpg", "_aux/flower.jpg", "flower.jpg", "restored.csv"}, slices.Sorted(maps.Keys(files))); d != "" {
		t.Error(d)
	}
}

// batch begins a batch.
func (v *visitor) batch(request string) (b batchJSON) {
	v.site.t.Helper()
	got := v.post("/api/v1/batches", request)
	if got.StatusCode != http.StatusCreated {
		v.site.t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	got.json(v.site.t, &b)
	return b
}

// batchEnds waits until nothing of a batch waits or runs.
func (v *visitor) batchEnds(id string) (b batchJSON) {
	v.site.t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		var now batchJSON
		if v.get("/api/v1/batches/"+id).json(v.site.t, &now); now.Open == 0 {
			return now
		}
	}
	v.site.t.Fatal("the batch does not end")
	return b
}

func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, f := range must(zip.NewReader(bytes.NewReader(data), int64(len(data))))(t).File {
		var text bytes.Buffer
		entry := must(f.Open())(t)
		must(text.ReadFrom(entry))(t)
		entry.Close()
		files[f.Name] = text.String()
	}
	return files
}

// TestBatchForm: several files in one form, without script; those that are refused cost the others nothing.
func TestBatchForm(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Uploads = 5 })
	v := s.visitor()
	got := v.upload("/batch", [3]string{"file", "a.jpg", photo(t)}, [3]string{"file", "b.txt", "no picture"}, [3]string{"file", "c.jpg", photo(t)},
		[3]string{"model", "", "studio"}, [3]string{"mode", "", "manual"}, [3]string{"cell", "", "jpeg:10"}, [3]string{"views", "", "4"})
	address := got.Header.Get("Location")
	if got.StatusCode != http.StatusSeeOther || !strings.HasPrefix(address, "/batch/") {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	b := v.batchEnds(strings.TrimPrefix(address, "/batch/"))
	if b.Done != 2 || b.Failed != 1 || b.Condition.Level != "10" || b.Views != 4 || b.Files[0].Restoration.Condition.Codec["jpeg"] != 1 {
		t.Errorf("%+v", b)
	}
	only := string(v.get(fmt.Sprintf("%s?row=%s", address, rowIDs(string(v.get(address).body))[2])).body)
	if strings.Count(only, `data-testid="batch-row"`) != 1 || !strings.Contains(only, "c.jpg") || !strings.Contains(only, "2 of 3 restored") {
		t.Errorf("a row alone: %s", only)
	}
	page := string(v.get(address).body)
	for _, says := range []string{"3 files", "2 of 3 restored", "1 did not work", "b.txt", "mean of 4 views", "Almost surely JPEG"} {
		if !strings.Contains(page, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
	if got := v.upload(address+"/images", [3]string{"file", "d.jpg", photo(t)}); got.StatusCode != http.StatusSeeOther {
		t.Errorf("add: %d", got.StatusCode)
	}
	v.upload(address+"/images", [3]string{"file", "e.jpg", photo(t)})
	if got := v.upload(address+"/images", [3]string{"file", "f.jpg", photo(t)}); got.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the sixth picture of five a minute: %d", got.StatusCode)
	}
}

// rowIDs are the ids of the files on a batch's page.
func rowIDs(page string) (ids []string) {
	for _, row := range regexp.MustCompile(`data-row="(\d+)"`).FindAllStringSubmatch(page, -1) {
		ids = append(ids, row[1])
	}
	return ids
}

// TestBatchFormFull: of too many files in one form each that was passed over says so.
func TestBatchFormFull(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	var parts [][3]string
	for range batchForm + 2 {
		parts = append(parts, [3]string{"file", "a.txt", "no picture"})
	}
	address := v.upload("/batch", parts...).Header.Get("Location")
	if page := string(v.get(address).body); strings.Count(page, "takes 20 files at once") != 2 || strings.Count(page, "looks like text") != batchForm {
		t.Errorf("the page says: %s", page)
	}
}

// TestBatchLinesTakeRoom: a visitor without room for one more line is told so in place of it.
func TestBatchLinesTakeRoom(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	s.studio.Store.Limits.OwnerBytes = 400
	refused := [3]string{"file", strings.Repeat("n", 100) + ".txt", "no picture"}
	address := v.upload("/batch", refused).Header.Get("Location")
	got := v.upload(address+"/images", refused, refused, refused)
	if got.StatusCode != http.StatusInsufficientStorage || !strings.Contains(string(got.body), "Delete some") {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	if !strings.Contains(string(got.body), `href="`+address+`"`) {
		t.Errorf("what was taken is not led to: %s", got.body)
	}
	var b batchJSON
	if v.get("/api/v1"+strings.Replace(address, "batch", "batches", 1)).json(t, &b); len(b.Files) == 0 || len(b.Files) > 2 {
		t.Errorf("%d lines", len(b.Files))
	}
}

// TestBatchDeletedMeanwhile: what comes into a batch that is deleted meanwhile, a picture or not, finds it gone.
func TestBatchDeletedMeanwhile(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	for _, path := range []string{"/api/v1/batches/%s/images", "/batch/%s/images"} {
		for _, content := range []string{photo(t), "no picture"} {
			b := v.batch(`{}`)
			var body bytes.Buffer
			form := multipart.NewWriter(&body)
			fmt.Fprint(must(form.CreateFormFile("file", "a.jpg"))(t), content)
			form.Close()
			comes := httptest.NewRequest("POST", fmt.Sprintf(path, b.ID), io.MultiReader(deletes{v, b.ID}, &body))
			comes.Header.Set("Content-Type", form.FormDataContentType())
			for _, c := range v.Jar.Cookies(must(url.Parse(s.URL))(t)) {
				comes.AddCookie(c)
			}
			answer := httptest.NewRecorder()
			s.Config.Handler.ServeHTTP(answer, comes)
			if answer.Code != http.StatusNotFound || strings.Contains(answer.Body.String(), b.ID) {
				t.Errorf("%s, %.10q: %d %s", path, content, answer.Code, answer.Body)
			}
		}
	}
}

// deletes is the beginning of a body at which a batch is deleted.
type deletes struct {
	*visitor
	batch string
}

func (d deletes) Read([]byte) (int, error) {
	if got := d.do("DELETE", "/api/v1/batches/"+d.batch, "", nil); got.StatusCode != http.StatusNoContent {
		return 0, fmt.Errorf("the batch is not deleted: %d", got.StatusCode)
	}
	return 0, io.EOF
}

// TestBatchLarge: a file that is too large has its line, whichever way it came.
func TestBatchLarge(t *testing.T) {
	s := startSite(t, t.TempDir())
	limits := s.studio.Limits
	s.studio.Limits.Bytes = 100 << 10
	defer func() { s.studio.Limits = limits }() // the engine is every test's
	v := s.visitor()
	b := v.batch(`{}`)
	for n, large := range []int{101 << 10, 3 << 20} {
		file := [3]string{"file", "huge.jpg", strings.Repeat("x", large)}
		if got := v.upload("/api/v1/batches/"+b.ID+"/images", file); got.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(got.body), "100 KiB") {
			t.Errorf("%d bytes: %d %s", large, got.StatusCode, got.body)
		}
		var now batchJSON
		if v.get("/api/v1/batches/"+b.ID).json(t, &now); now.Failed != n+1 || now.Files[n].Name != "huge.jpg" {
			t.Errorf("%d bytes: %+v", large, now)
		}
	}
}

// TestBatchRefuses what it cannot do, in words.
func TestBatchRefuses(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	for says, got := range map[string]reply{
		"No pictures were chosen": v.upload("/batch", [3]string{"mode", "", "auto"}),
		"no model":                v.upload("/batch", [3]string{"file", "a.jpg", photo(t)}, [3]string{"model", "", "none"}),
		"no mode":                 v.upload("/batch", [3]string{"file", "a.jpg", photo(t)}, [3]string{"mode", "", "sideways"}),
		"has no level":            v.post("/api/v1/batches", `{"condition":{"mode":"manual","codec":{"jpeg":1},"level":"11"}}`),
		"name that codec alone":   v.post("/api/v1/batches", `{"condition":{"mode":"manual","codec":{"jpeg":1,"hevc":1},"level":"10"}}`),
		"name at least one codec": v.post("/api/v1/batches", `{"condition":{"mode":"manual","codec":{"jpeg":0},"level":"10"}}`),
		"belongs to one picture":  v.post("/api/v1/batches", `{"condition":{"map":{"cell":32,"columns":1,"cells":"AA==","conditions":[]}}}`),
		"out of range":            v.post("/api/v1/batches", `{"condition":{"mode":"relative","delta":2}}`),
	} {
		if got.StatusCode < 400 || got.StatusCode >= 500 || !strings.Contains(string(got.body), says) {
			t.Errorf("%s: %d %s", says, got.StatusCode, got.body)
		}
	}
	var list struct{ Batches []batchJSON }
	if v.get("/api/v1/batches").json(t, &list); len(list.Batches) > 0 {
		t.Errorf("%d batches are left of what was refused", len(list.Batches))
	}
}

// TestBatchStops, and goes on after the program was started anew.
func TestBatchStops(t *testing.T) {
	dir := t.TempDir()
	s := startSite(t, dir)
	v := s.visitor()
	b := v.batch(`{}`)
	for range 6 {
		v.upload("/api/v1/batches/"+b.ID+"/images", [3]string{"file", "flower.jpg", photo(t)})
	}
	if got := v.post("/api/v1/batches/"+b.ID+"/stop", "").StatusCode; got != http.StatusNoContent {
		t.Errorf("stop: %d", got)
	}
	stopped := v.batchEnds(b.ID)
	if !stopped.Stopped || stopped.Count != 6 || stopped.Failed > 0 {
		t.Errorf("%+v", stopped)
	}
	if page := string(v.get("/batch/" + b.ID).body); stopped.Done < 6 && (!strings.Contains(page, "Go on") || !strings.Contains(page, "stopped")) {
		t.Error("the page does not say so")
	}
	s.stop()

	again := startSite(t, dir)
	v.site = again
	if got := v.form("/batch/"+b.ID+"/resume", ""); got.StatusCode != http.StatusSeeOther {
		t.Errorf("go on: %d", got.StatusCode)
	}
	if b = v.batchEnds(b.ID); b.Done != 6 || b.Stopped {
		t.Errorf("%+v", b)
	}
}

// TestBatchOfPicturesThatAreHere: a batch can begin with pictures of one's own that are here; no other's, none twice.
func TestBatchOfPicturesThatAreHere(t *testing.T) {
	s := startSite(t, t.TempDir())
	v, stranger := s.visitor(), s.visitor()
	first, second, theirs := v.picture(), v.picture(), stranger.picture()
	for images, status := range map[string]int{
		`["` + first + `","` + theirs + `"]`: http.StatusNotFound,
		`["` + first + `","` + first + `"]`:  http.StatusBadRequest,
	} {
		if got := v.post("/api/v1/batches", `{"images":`+images+`}`); got.StatusCode != status {
			t.Errorf("%s: %d %s", images, got.StatusCode, got.body)
		}
	}
	var b batchJSON
	v.post("/api/v1/batches", `{"images":["`+first+`","`+second+`"]}`).json(t, &b)
	if b.Count != 2 {
		t.Fatalf("it has %d pictures", b.Count)
	}
	if got := v.post("/api/v1/batches", `{"images":["`+first+`"]}`); got.StatusCode != http.StatusBadRequest || !strings.Contains(string(got.body), "in a batch already") {
		t.Errorf("again: %d %s", got.StatusCode, got.body)
	}
	for end := time.Now().Add(patience); b.Open > 0 && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		v.get("/api/v1/batches/"+b.ID).json(t, &b)
	}
	if b.Done != 2 {
		t.Errorf("%d of 2 are restored", b.Done)
	}
}
