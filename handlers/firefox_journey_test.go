package handlers

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestFirefoxJourney goes the way of TestJourney in the other kind of browser that can be had here, where that may
// differ: an upload, a restoration under way, previews, drags on the picture, a frame of a video.
func TestFirefoxJourney(t *testing.T) {
	s, f := startSite(t, t.TempDir()), openFirefox(t)
	damaged, _ := files(t)
	f.open(s.URL)
	f.choose("file", damaged)
	f.holds(`location.pathname.startsWith("/images/") && ` + scripted)
	f.click(`[data-testid="restore"]`)
	f.holds(`document.querySelector("[data-testid=after]")?.naturalWidth`)

	f.js(`document.querySelector("#viewer").scrollIntoView()`)
	f.click(`[data-zoom] [value="8"]`)
	place := `(({scrollLeft, scrollTop}) => scrollLeft + " " + scrollTop)(document.querySelector(".stage"))`
	before := f.js(place)
	f.drag(".stage", [2]int{60, 60}, [2]int{-60, -60})
	if after := f.js(place); after == before {
		t.Errorf("the mouse does not pan: it stays at %s", after)
	}

	f.click(`[data-zoom] [value="fit"]`)
	f.click(`[data-brush] summary`)
	f.drag(".stage", [2]int{-40, -40}, [2]int{40, 40})
	f.holds(`document.querySelector("img.live")?.naturalWidth`)
	if legend := f.js(`document.querySelector("[data-brush-legend]").textContent`); !strings.Contains(legend, "JPEG") {
		t.Errorf("the legend of what is painted reads %q", legend)
	}

	dir := t.TempDir()
	clip, endless := filepath.Join(dir, "clip.webm"), filepath.Join(dir, "recording.webm")
	film(t, clip, endless)
	f.open(s.URL)
	f.choose("file", endless)
	f.holds(`document.querySelector("#frame[open]") && document.querySelector("#frame input").max > 1.9 && document.querySelector("#frame input").max < 2.1`)
	f.click(`#frame [value=""]`)
	f.holds(`!document.querySelector("#frame").open`)
	f.choose("file", clip)
	f.holds(`document.querySelector("#frame[open]") && document.querySelector("#frame input").max > 1.9`)
	for range 10 {
		f.click(`[data-frame-step="1"]`)
	}
	f.holds(`document.querySelector("#frame output").textContent.startsWith("0.33 s")`)
	f.click(`[data-testid="frame-take"]`)
	f.holds(`location.pathname.startsWith("/images/") && ` + scripted)
	isFrame(t, clip, 10, 22, f.js(uploaded)) // without a GPU it takes green from another matrix than red and blue
	for _, line := range f.trouble {
		if line == "Image corrupt or truncated." { // it was still loading as the page was left
			continue
		}
		t.Errorf("the console says: %s", line)
	}
}
