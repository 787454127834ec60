package handlers

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"uncodec/codec"
)

// TestHeldOnDisk: once as much is in memory as may be of what others read, a picture is read from the disk, the same and in
// parts, in archives and previews, too, and no more is left of it; where the disk is full it is held in memory.
func TestHeldOnDisk(t *testing.T) {
	dir := t.TempDir()
	s := startSite(t, dir)
	v := s.visitor()
	picture := v.picture()
	job := v.restored(picture, `{"mode":"auto"}`)
	kept := func() int { return len(must(os.ReadDir(filepath.Join(dir, "pictures")))(t)) }
	before := kept()
	for _, path := range []string{"/images/" + picture + "/picture", "/restorations/" + job + "/file?format=webp"} {
		want := v.get(path)
		if err := s.site.held.Acquire(t.Context(), heldBytes); err != nil { // nobody has any of it any more
			t.Fatal(err)
		}
		got := v.get(path)
		if got.StatusCode != http.StatusOK || !bytes.Equal(got.body, want.body) || got.Header.Get("ETag") != want.Header.Get("ETag") {
			t.Errorf("%s: %d, %d bytes, %v", path, got.StatusCode, len(got.body), got.Header)
		}
		part := must(http.NewRequest(http.MethodGet, s.URL+path, nil))(t)
		part.Header.Set("Range", "bytes=10-19")
		if got := v.send(part); got.StatusCode != http.StatusPartialContent || !bytes.Equal(got.body, want.body[10:20]) {
			t.Errorf("a part of %s: %d, %q", path, got.StatusCode, got.body)
		}
		part.Header.Set("Range", "lines=10-19")
		if got := v.send(part); got.StatusCode != http.StatusOK || !bytes.Equal(got.body, want.body) {
			t.Errorf("lines of %s: %d, %d bytes", path, got.StatusCode, len(got.body))
		}
		s.studio.Limits.Bytes = 1 << 50
		full := v.get(path)
		s.studio.Limits = codec.DefaultLimits() // the engine is every test's
		if full.StatusCode != http.StatusOK || !bytes.Equal(full.body, want.body) {
			t.Errorf("%s on a full disk: %d %v", path, full.StatusCode, full.Header)
		}
		s.site.held.Release(heldBytes)
	}
	if err := s.site.held.Acquire(t.Context(), heldBytes); err != nil {
		t.Fatal(err)
	}
	defer s.site.held.Release(heldBytes)
	var saved bytes.Buffer
	a := s.site.newArchive(&saved)
	if err := errors.Join(a.picture("flower.png", []byte("all of it"), time.Now()), a.Close()); err != nil {
		t.Fatal(err)
	}
	unpacked := must(must(zip.NewReader(bytes.NewReader(saved.Bytes()), int64(saved.Len())))(t).Open("flower.png"))(t)
	if data, err := io.ReadAll(unpacked); string(data) != "all of it" {
		t.Errorf("the archive has %q, %v", data, err)
	}
	if got := v.post("/api/v1/images/"+picture+"/preview", `{"x":0,"y":0,"width":32,"height":32,"condition":{"mode":"auto"}}`); got.StatusCode != http.StatusOK || len(got.body) == 0 {
		t.Errorf("a preview: %d, %d bytes", got.StatusCode, len(got.body))
	}
	if now := kept(); now != before {
		t.Errorf("%d files are there, and %d were", now, before)
	}
}
