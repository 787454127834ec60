package handlers

import (
	"bytes"
	"fmt"
	"image"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/disintegration/imaging"

	"uncodec/quality"
)

// TestFrameOfVideo chooses a frame of a video in the browser: what arrives is that frame, in its
// pixels, and no other; a video that cannot be played is told of.
func TestFrameOfVideo(t *testing.T) {
	ffmpeg := tool("ffmpeg")
	if ffmpeg == "" {
		t.Skip("no ffmpeg: make setup")
	}
	dir := t.TempDir()
	clip, broken := filepath.Join(dir, "clip.webm"), filepath.Join(dir, "broken.mp4")
	encode := exec.Command(ffmpeg, "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=30:duration=2", "-c:v", "libvpx-vp9", "-crf", "20", "-b:v", "0", clip)
	if out, err := encode.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.WriteFile(broken, []byte("no video"), 0o600); err != nil {
		t.Fatal(err)
	}
	endless := filepath.Join(dir, "recording.webm") // as browsers record: it does not say how long it is
	if out, err := exec.Command(ffmpeg, "-v", "error", "-i", clip, "-c", "copy", "-f", "webm", "-live", "1", endless).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.open(s.URL)
	b.choose("file", broken)
	b.holds(`document.querySelector(".uploads .bad")?.textContent.includes("cannot play")`)
	b.choose("file", endless)
	b.wait(`#frame[open]`)
	b.holds(`/^0\.00 s \/ [12]\.\d\d s$/.test(document.querySelector("#frame output").textContent) && document.querySelector("#frame input").max < 2.1`)
	b.click(`[value=""]`)
	b.holds(`!document.querySelector("#frame").open`)

	b.choose("file", clip)
	b.wait(`#frame[open]`)
	b.click(`[value=""]`) // none, after all
	b.holds(`!document.querySelector("#frame").open && document.querySelectorAll(".uploads li").length === 1`)
	b.choose("file", clip)
	b.wait(`#frame[open]`)
	for range 20 {
		b.click(`[data-frame-step="1"]`)
	}
	b.click(`[data-frame-step="-1"]`)
	b.holds(`document.querySelector("#frame output").textContent.startsWith("0.63 s / 2.0")`)
	b.click(`[data-testid="frame-take"]`)
	b.wait(`[data-testid="posterior"]`)
	b.holds(`document.querySelector("h1").textContent === "clip 0.63 s.png"`)
	arrived := ask(b, chromedp.Evaluate[[]int](`fetch(document.querySelector("#viewer").dataset.before).then((r) => r.blob()).then((f) => f.arrayBuffer()).then((a) => [...new Uint8Array(a)])`, chromedp.EvalAwaitPromise))
	var png bytes.Buffer
	for _, one := range arrived {
		png.WriteByte(byte(one))
	}
	got := pixels(t, png.Bytes())
	near := func(frame int) float64 {
		still, err := exec.Command(ffmpeg, "-v", "error", "-i", clip, "-vf", fmt.Sprintf("select=eq(n\\,%d)", frame), "-frames:v", "1", "-f", "image2", "-c:v", "png", "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		m, err := quality.Compare(pixels(t, still), got)
		if err != nil {
			t.Fatal(err)
		}
		return m.PSNR
	}
	before, it, after := near(18), near(19), near(20)
	if it < 30 || before > it-3 || after > it-3 {
		t.Errorf("frame 19 arrived at %.1f dB, by 18 and 20 %.1f and %.1f", it, before, after)
	}
	b.quiet(s.URL)

	// Without script, the answer says how to come by a frame.
	data, err := os.ReadFile(clip)
	if err != nil {
		t.Fatal(err)
	}
	sent := s.visitor().upload("/api/v1/images", [3]string{"file", "clip.webm", string(data)})
	if sent.StatusCode != http.StatusUnsupportedMediaType || !strings.Contains(string(sent.body), "ffmpeg -ss 3") {
		t.Errorf("a video: %d %s", sent.StatusCode, sent.body)
	}
}

// pixels decodes a PNG.
func pixels(t *testing.T, data []byte) *image.NRGBA {
	t.Helper()
	img, err := imaging.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return imaging.Clone(img)
}
