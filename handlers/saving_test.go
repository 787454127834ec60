package handlers

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"uncodec/codec"
	"uncodec/codec/metadata"
)

// TestSaving: what an upload says besides its pixels comes along in every format, the
// place only by choice.
func TestSaving(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	camera, err := os.ReadFile("../codec/metadata/testdata/camera.jpg")
	if err != nil {
		t.Fatal(err)
	}
	var facts imageJSON
	v.upload("/api/v1/images", [3]string{"file", "camera.jpg", string(camera)}).json(t, &facts)
	image, job := facts.ID, v.restored(facts.ID, `{"mode":"auto"}`)

	for _, format := range []string{"png", "jpeg", "webp"} {
		for query, place := range map[string]bool{"": false, "&place=1": true, "&place=0&quality=&note=1": false} {
			got := v.get("/api/v1/restorations/" + job + "/image?format=" + format + query)
			if got.StatusCode != 200 || got.Header.Get("Content-Type") != "image/"+format {
				t.Fatalf("%s%s: %d %s", format, query, got.StatusCode, got.body)
			}
			found := metadata.Read(got.body)
			if found.EXIF == nil || found.ICC == nil || metadata.HasPlace(found) != place {
				t.Errorf("%s%s: EXIF of %d bytes, profile of %d, place %v", format, query, len(found.EXIF), len(found.ICC), metadata.HasPlace(found))
			}
			if noted := bytes.Contains(found.XMP, []byte(`uncodec:Model="studio"`)); noted != strings.Contains(query, "note=1") {
				t.Errorf("%s%s: the model is noted: %v", format, query, noted)
			}
			picture, err := codec.NewToolbox("").Decode(context.Background(), got.body, codec.DefaultLimits())
			if err != nil || picture.Header.Orientation != 1 || picture.Header.Width != 24 {
				t.Errorf("%s%s: %+v, %v", format, query, picture, err)
			}
		}
	}
	if small, large := v.get("/restorations/"+job+"/file?format=jpeg&quality=5"), v.get("/restorations/"+job+"/file?format=jpeg&quality=98"); len(small.body) >= len(large.body) {
		t.Errorf("quality 5 has %d bytes, quality 98 has %d", len(small.body), len(large.body))
	}
	for query, says := range map[string]string{
		"format=gif": "png, jpeg or webp", "format=jpeg&quality=101": "1 to 100", "format=jpeg&quality=best": "1 to 100", "place=perhaps": "1 for yes", "fromat=webp": "There is no ?fromat here",
	} {
		if got := v.get("/api/v1/restorations/" + job + "/image?" + query); got.StatusCode != 400 || !strings.Contains(string(got.body), says) {
			t.Errorf("%s: %d %s", query, got.StatusCode, got.body)
		}
	}
	// The viewer's pictures have the file's colours.
	for _, path := range []string{"/images/" + image + "/picture", "/restorations/" + job + "/picture"} {
		if found := metadata.Read(v.get(path).body); found.ICC == nil || found.EXIF != nil {
			t.Errorf("%s: profile of %d bytes, EXIF of %d", path, len(found.ICC), len(found.EXIF))
		}
	}
	page := string(v.get("/images/" + image).body)
	if !strings.Contains(page, "EXIF, XMP, colour profile “Test P3”") || !strings.Contains(page, `name="place"`) {
		t.Error("the page does not say what comes along")
	}
}
