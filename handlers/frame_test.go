package handlers

import (
	"bytes"
	"encoding/base64"
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
	dir := t.TempDir()
	clip, endless, broken := filepath.Join(dir, "clip.webm"), filepath.Join(dir, "recording.webm"), filepath.Join(dir, "broken.mp4")
	film(t, clip, endless)
	if err := os.WriteFile(broken, []byte("no video"), 0o600); err != nil {
		t.Fatal(err)
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
	isFrame(t, clip, 19, 30, ask(b, chromedp.Evaluate[string](uploaded, chromedp.EvalAwaitPromise)))
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

// film makes a clip of two seconds, and one as browsers record: it does not say how long it is. The test is skipped
// where that cannot be.
func film(t *testing.T, clip, endless string) {
	t.Helper()
	for _, args := range [][]string{
		{"-f", "lavfi", "-i", "testsrc2=size=320x240:rate=30:duration=2", "-c:v", "libvpx-vp9", "-crf", "20", "-b:v", "0", clip},
		{"-i", clip, "-c", "copy", "-f", "webm", "-live", "1", endless},
	} {
		ffmpeg(t, args...)
	}
}

// ffmpeg runs it, or skips the test where it is not here, and gives what it writes.
func ffmpeg(t *testing.T, args ...string) []byte {
	t.Helper()
	path := tool("ffmpeg")
	if path == "" {
		t.Skip("no ffmpeg: make setup")
	}
	var wrong bytes.Buffer
	command := exec.Command(path, append([]string{"-v", "error"}, args...)...)
	command.Stderr = &wrong
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &wrong)
	}
	return out
}

// uploaded is the picture that the studio page shows, fetched by that, in base64.
const uploaded = `fetch(document.querySelector("#viewer").dataset.before).then((r) => r.arrayBuffer()).then((a) => btoa(String.fromCharCode(...new Uint8Array(a))))`

// isFrame fails the test if a picture, in base64, is not that frame of a clip, of so many dB, but rather one beside it.
func isFrame(t *testing.T, clip string, frame int, least float64, picture string) {
	t.Helper()
	got := pixels(t, must(base64.StdEncoding.DecodeString(picture))(t))
	near := func(frame int) float64 {
		still := ffmpeg(t, "-i", clip, "-vf", fmt.Sprintf("select=eq(n\\,%d)", frame), "-frames:v", "1", "-f", "image2", "-c:v", "png", "-")
		return must(quality.Compare(pixels(t, still), got))(t).PSNR
	}
	before, it, after := near(frame-1), near(frame), near(frame+1)
	if it < least || before > it-3 || after > it-3 {
		t.Errorf("frame %d arrived at %.1f dB, by those beside it %.1f and %.1f", frame, it, before, after)
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
