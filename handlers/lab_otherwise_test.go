package handlers

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"uncodec/web"
)

// TestLabOtherwise: what the lab damaged can be damaged otherwise, from its own page, and the studio knows the truth of it.
func TestLabOtherwise(t *testing.T) {
	s := startSite(t, t.TempDir())
	v, stranger := s.visitor(), s.visitor()
	var clean, coded imageJSON
	v.upload("/api/v1/images", [3]string{"file", "flower.png", pristine(t)}).json(t, &clean)
	v.post("/api/v1/images/"+clean.ID+"/compressions", `{"setting":"jpeg:10"}`).json(t, &coded)
	hidden := regexp.MustCompile(`name="image" value="([a-z0-9]+)"`).FindSubmatch(v.get("/lab/" + coded.ID).body)
	if hidden == nil {
		t.Fatal("the page has no form for it")
	}
	original := string(hidden[1])

	again := v.upload("/lab", [3]string{"image", "", original}, [3]string{"setting", "", "jpeg:10"}, [3]string{"level", "", "33/444"}, [3]string{"then", "", "webp:20"})
	at := again.Header.Get("Location")
	if again.StatusCode != http.StatusSeeOther || !strings.Contains(string(v.get(at).body), "JPEG 4:4:4 QF 33, then WebP QF 20") {
		t.Fatalf("%d %s", again.StatusCode, again.body)
	}
	if name := "flower-jpeg-33-444-webp-20"; !strings.Contains(string(v.get(at).body), name) {
		t.Errorf("it is not called %s", name)
	}
	v.reads(at, `value="33/444"`, `<option value="webp:20" selected>`) // so that one of them can be changed
	page := string(v.get(strings.Replace(at, "/lab/", "/images/", 1)).body)
	if !strings.Contains(page, "In truth: JPEG 4:4:4 QF 33, then WebP QF 20") || !strings.Contains(page, "See it in the lab") {
		t.Error("the studio does not say what happened to it")
	}

	refused := v.upload("/lab", [3]string{"image", "", original}, [3]string{"setting", "", "jpeg:10"}, [3]string{"level", "", "133"})
	if refused.StatusCode != http.StatusBadRequest || !strings.Contains(string(refused.body), fmt.Sprintf(`name="image" value="%s"`, original)) {
		t.Errorf("%d: a refusal loses the picture", refused.StatusCode)
	}
	if got := stranger.upload("/lab", [3]string{"image", "", original}, [3]string{"setting", "", "jpeg:10"}); got.StatusCode != http.StatusNotFound {
		t.Errorf("a stranger's answer is %d", got.StatusCode)
	}
}

// TestLabFilesAreGone: a form that is refused comes back without its files, says so, and puts no sample in their place.
func TestLabFilesAreGone(t *testing.T) {
	v := startSite(t, t.TempDir()).visitor()
	for name, refused := range map[string]reply{
		"damage":  v.upload("/lab", [3]string{"file", "flower.png", pristine(t)}, [3]string{"sample", "", "retriever"}, [3]string{"setting", "", "jpeg:10"}, [3]string{"level", "", "999"}),
		"measure": v.upload("/lab/evaluations", [3]string{"file", "flower.png", pristine(t)}, [3]string{"settings", "", "jpeg:10,foo"}),
	} {
		page := string(refused.body)
		stands := strings.Contains(page, `value="retriever" selected`)
		if refused.StatusCode != http.StatusBadRequest || !strings.Contains(page, web.Words.ChooseAgain) || stands != (name == "measure") { // the other form is as at first
			t.Errorf("%s: %d", name, refused.StatusCode)
		}
	}
}

// TestLabDrop: a picture that is dropped on the lab's door is the form's, in place of a sample.
func TestLabDrop(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	b.open(s.URL + "/lab")
	b.wait(`[data-testid="lab-form"]`)
	b.holds(`document.readyState === "complete"`)
	b.js(`{ const dropped = new DataTransfer(); dropped.items.add(new File(["a picture"], "dropped.png")); document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped})); }`)
	b.holds(`(({file, sample}) => file.files[0]?.name === "dropped.png" && sample.value === "")(document.querySelector("[data-testid=lab-form]").elements)`)
	b.quiet(s.URL)
}
