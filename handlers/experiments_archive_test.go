package handlers

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"uncodec/codec/metadata"
	"uncodec/store"
)

// TestExperimentsArchive: a result comes as it is saved alone, profile and metadata with it,
// and what is deleted under way costs the others nothing.
func TestExperimentsArchive(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	camera := must(os.ReadFile("../codec/metadata/testdata/camera.jpg"))(t)
	var kept, gone imageJSON
	v.upload("/api/v1/images", [3]string{"file", "camera.jpg", string(camera)}).json(t, &kept)
	v.upload("/api/v1/images", [3]string{"file", "flower.jpg", photo(t)}).json(t, &gone)
	first, second := v.restored(kept.ID, `{}`), v.restored(gone.ID, `{}`)

	files := unzip(t, v.get("/experiments/file?format=zip").body)
	alone := v.get("/restorations/" + first + "/file").body
	if found := metadata.Read(alone); found.ICC == nil || found.EXIF == nil {
		t.Fatalf("saved alone it has a profile of %d bytes, EXIF of %d", len(found.ICC), len(found.EXIF))
	}
	if files["restored/"+first+".png"] != string(alone) || len(files) != 5 {
		t.Errorf("the ZIP of %d files holds another picture than is saved alone", len(files))
	}

	owner := ownerOfPicture(t, s, kept.ID)
	rows, _, err := s.studio.Store.ListRestorations(t.Context(), owner, store.Filter{}, store.Page{Limit: 9})
	if err != nil {
		t.Fatal(err)
	}
	lines := []restorationLine{newRestorationLine(rows[0]), newRestorationLine(rows[1])}
	if lines[0].ID != second {
		t.Fatal("the newest is not the first")
	}
	if err := s.studio.Delete(t.Context(), gone.ID, owner); err != nil { // after the list was read
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := s.site.newArchive(&out)
	if err := errors.Join(s.site.archivePictures(t.Context(), a, owner, once(lines)), a.Close()); err != nil {
		t.Fatal(err)
	}
	if files := unzip(t, out.Bytes()); len(files) != 2 || files["restored/"+first+".png"] == "" || files["uploads/"+kept.ID+".jpeg"] != string(camera) {
		t.Errorf("%d files of what was left", len(files))
	}

	broken := s.site.newArchive(brokenLine{})
	if err := s.site.archivePictures(t.Context(), broken, owner, once(lines)); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a broken line: %v", err)
	}
}

// brokenLine is a client that went.
type brokenLine struct{}

func (brokenLine) Write([]byte) (int, error) { return 0, os.ErrClosed }
