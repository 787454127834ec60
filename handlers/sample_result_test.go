package handlers

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"uncodec/store"
	"uncodec/web"
)

// TestSamplesWithResults: the first page shows what becomes of the samples once that is made,
// and the samples alone until then.
func TestSamplesWithResults(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	page := string(v.get("/").body)
	if strings.Contains(page, "/result") || !strings.Contains(page, web.Words.SamplesLead) {
		t.Error("results are shown that are not there")
	}
	if got := v.get("/samples/retriever/result"); got.StatusCode != http.StatusNotFound {
		t.Errorf("a result that is not made: %d", got.StatusCode)
	}
	samples := s.studio.Samples()
	for _, sample := range samples {
		if _, err := s.studio.Exhibit(t.Context(), s.studio.FirstDemo(sample)); err != nil {
			t.Fatal(err)
		}
	}
	page = string(v.get("/").body)
	if n := strings.Count(page, `class="card-gain"`); n != len(samples) || !strings.Contains(page, web.Words.SamplesReady) {
		t.Errorf("%d of %d results", n, len(samples))
	}
	got := v.get("/samples/retriever/result")
	img := must(png.Decode(bytes.NewReader(got.body)))(t)
	if img.Bounds().Size() != cardSize {
		t.Errorf("it is %v", img.Bounds())
	}
	// The halves are the exhibit's, at the same places.
	e := must(s.studio.FindExhibit(s.studio.FirstDemo(samples[0])))(t)
	for x, from := range map[int][]byte{10: e.Damaged, cardSize.X - 10: e.Restored} {
		whole := must(png.Decode(bytes.NewReader(from)))(t)
		at := whole.Bounds().Size().Sub(cardSize).Div(2)
		for y := range cardSize.Y {
			if img.At(x, y) != whole.At(at.X+x, at.Y+y) {
				t.Fatalf("another pixel at %d, %d", x, y)
			}
		}
	}
	if all, _, err := s.studio.Store.Images(t.Context(), "", store.Page{Limit: 10}); err != nil || len(all) != 0 {
		t.Errorf("%d pictures were kept, %v", len(all), err)
	}
}
