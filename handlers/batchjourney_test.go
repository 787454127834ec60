package handlers

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"uncodec/web"
)

// batchEnded holds on a batch's page when nothing of it waits or runs.
const batchEnded = `document.querySelector("[data-testid=batch-row]") && !document.querySelector("[data-batch-open]")`

// begin brings pictures, and a text that is none, into a new batch through its form.
func (b *browser) begin(origin string, pictures int) {
	b.t.Helper()
	dir := b.t.TempDir()
	paths := []string{filepath.Join(dir, "notes.jpg")}
	for n := range pictures {
		paths = append(paths, filepath.Join(dir, "flower-"+string(rune('a'+n))+".jpg"))
	}
	for n, path := range paths {
		content := photo(b.t)
		if n == 0 {
			content = "no picture"
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	b.open(origin)
	b.click(`.rooms [href="/batch"]`)
	b.wait(`[data-testid="batch-start"]`)
	b.choose("file", paths...)
}

// TestTogether: who brings several pictures to the first page has them restored in one go.
func TestTogether(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	damaged, clean := files(t)
	b.open(s.URL)
	b.choose("file", damaged, clean)
	b.holds(`document.querySelectorAll(".uploads a").length === 2`)
	b.click(`[data-together]`)
	b.holds(`location.pathname.startsWith("/batch/") && ` + batchEnded)
	if job := b.text(`[data-testid="batch-job"]`); !strings.Contains(job, "2 of 2 restored") {
		t.Errorf("the page says %q", job)
	}
	b.quiet(s.URL)
}

// TestDroppedFolder: a folder that is dropped on the first page comes picture by picture; on a picture's page it is refused.
func TestDroppedFolder(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	drop := `fetch("/samples/retriever/picture").then((r) => r.blob()).then((b) => {
		const entry = (name, type) => ({isFile: true, fullPath: "/Paris/" + name, file: (done) => done(new File([b], name, {type}))});
		const inside = [[entry("10.jpg", b.type), entry("notes.txt", "text/plain"), entry("9.jpg", b.type)], []];
		const folder = {isDirectory: true, createReader: () => ({readEntries: (done) => done(inside.shift())})};
		const dropped = new DragEvent("drop", {bubbles: true, cancelable: true});
		Object.defineProperty(dropped, "dataTransfer", {value: {types: ["Files"], files: [new File([], "Paris")], items: [{webkitGetAsEntry: () => folder}]}});
		document.body.dispatchEvent(dropped);
	})`
	b.open(s.URL)
	b.holds(`document.querySelector('[name="file"]')?.multiple`)
	b.js(drop)
	b.holds(`document.querySelectorAll(".uploads a").length === 2 && !document.querySelector("[data-together]").hidden`)
	if got := b.text(".uploads"); strings.Contains(got, "notes") || !strings.HasPrefix(got, "Paris/9.jpg") {
		t.Errorf("the list says %q", got)
	}
	b.click(`.uploads a`)
	b.holds(scripted)
	b.js(drop)
	b.holds(refusal + ` === ` + strconv.Quote(web.Words.DropOne))
	b.quiet(s.URL)
}

// TestTryAgain: what did not come through on the first page can be sent again from its line.
func TestTryAgain(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	damaged, _ := files(t)
	b.open(s.URL)
	b.wait(`#intake`)
	b.js(`window.whole = XMLHttpRequest.prototype.send; XMLHttpRequest.prototype.send = function () { this.onerror(); }`)
	b.choose("file", damaged)
	b.wait(`.uploads button`)
	b.js(`XMLHttpRequest.prototype.send = window.whole`)
	b.click(`.uploads button`)
	b.holds(scripted)
	b.quiet(s.URL)
}

// TestBatchFolder: what is chosen as a folder is told with its place in it, and comes back there.
func TestBatchFolder(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	album := filepath.Join(t.TempDir(), "Paris")
	for _, day := range []string{"Day 1", "Day 2"} {
		if err := os.MkdirAll(filepath.Join(album, day), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(album, day, "flower.jpg"), []byte(photo(t)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b.open(s.URL + "/batch")
	b.chooseAt("[data-folder]", album)
	b.holds(`document.querySelectorAll(".uploads li").length === 2 && document.querySelector(".uploads").innerText.includes("Paris/Day 2/flower.jpg")`)
	b.click(`[data-testid="batch-start"]`)
	b.holds(`location.pathname.startsWith("/batch/") && ` + batchEnded)
	for _, day := range []string{"Day 1", "Day 2"} {
		if rows := ask(b, chromedp.Evaluate[string](`[...document.querySelectorAll("[data-testid=batch-row]")].map((r) => r.innerText).join("|")`)); !strings.Contains(rows, "Paris/"+day+"/flower.jpg") {
			t.Errorf("%s is not told in %q", day, rows)
		}
	}
	b.quiet(s.URL)
}

// TestBatchJourney is a person's way with a folder of pictures: choose, follow, look, save, delete.
func TestBatchJourney(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	b.begin(s.URL, 3)
	b.holds(`document.querySelector("[data-count]").innerText.includes("4")`)
	b.run(chromedp.Evaluate[chromedp.Void](`const dropped = new DataTransfer(); for (const name of ["dropped.txt", "other.txt"]) dropped.items.add(new File(["no picture"], name));
		document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped}))`))
	b.holds(`document.querySelector("[data-count]").innerText.includes("6")`)
	b.click(`[aria-label="Take out: other.txt"]`)
	b.holds(`document.querySelector("[data-count]").innerText.includes("5") && document.activeElement.ariaLabel === "Take out: dropped.txt"`)
	b.click(`[data-testid="unheld"]`)
	// The line breaks: what was not sent stays chosen, and the button sends it when the line is back.
	b.run(chromedp.Evaluate[chromedp.Void](`window.whole = XMLHttpRequest.prototype.send; XMLHttpRequest.prototype.send = function () { this.onerror(); }`))
	b.click(`[data-testid="batch-start"]`)
	b.holds(`document.querySelector("[data-count]").innerText.includes("did not answer") && !document.querySelector("[data-testid=batch-start]").disabled`)
	b.run(chromedp.Evaluate[chromedp.Void](`XMLHttpRequest.prototype.send = window.whole`))
	b.click(`[data-testid="batch-start"]`)
	b.holds(`document.querySelectorAll("[data-testid=batch-row]").length === 5`)
	b.holds(batchEnded)
	b.mu.Lock()
	if !slices.ContainsFunc(b.asked, func(address string) bool { return strings.Contains(address, "?row=") }) {
		t.Error("the rows that move were not asked for alone")
	}
	b.trouble = nil // the text that is no picture is one, on purpose
	b.mu.Unlock()
	b.holds(`!document.querySelector("[data-testid=batch-resume]")`) // a text will never be a picture
	if facts := b.text(".batch-head"); !strings.Contains(facts, "not held to the file") {
		t.Errorf("the page says %q", facts)
	}
	for _, says := range []string{"3 of 5 restored", "2 did not work"} {
		if got := b.text(`[data-testid="batch-job"]`); !strings.Contains(got, says) {
			t.Errorf("the page says %q and not %q", got, says)
		}
	}
	rows := ask(b, chromedp.Evaluate[string](`[...document.querySelectorAll("[data-testid=batch-row]")].map((r) => r.innerText).join("|")`))
	for _, says := range []string{"notes.jpg", "Almost surely JPEG", "Restored in", "Consistency 0."} {
		if !strings.Contains(rows, says) {
			t.Errorf("the rows do not say %q: %s", says, rows)
		}
	}
	if got := ask(b, chromedp.Evaluate[string](`fetch("/batch/" + location.pathname.split("/")[2] + "/file?format=jpeg").then((r) => r.headers.get("Content-Type"))`, chromedp.EvalAwaitPromise)); got != "application/zip" {
		t.Errorf("it saves a %s", got)
	}
	damaged, _ := files(t)
	b.choose("file", damaged)
	b.holds(`document.querySelectorAll("[data-testid=batch-row]").length === 6`)
	b.holds(batchEnded)
	b.click(`[data-testid="batch-row"]:last-child .batch-name a`)
	b.wait(`[data-testid="history-row"]`)
	b.click(`.rooms [href="/batch"]`)
	b.click(`[data-testid="batch-card"]`)
	b.click(`[data-testid="delete"]`)
	b.click(`[data-testid="delete-yes"]`)
	b.wait(`[data-testid="batch-start"]`)
	b.holds(`!document.querySelector("[data-testid=batch-card]")`)
	b.quiet(s.URL)
}

// TestBatchWalk: a picture of a batch leads to the next, and back to the batch; what is not answered is told there.
func TestBatchWalk(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	damaged, clean := files(t)
	b.open(s.URL + "/batch")
	b.choose("file", damaged, clean)
	b.holds(`document.querySelector("[data-count]").innerText.includes("2")`)
	b.set(`[data-testid="views"]`, "8") // so that it goes on for a while
	b.click(`[data-testid="batch-start"]`)
	b.wait(`[data-batch-open]`)
	b.js(`window.whole = window.fetch; window.fetch = () => Promise.reject(new TypeError("Failed to fetch"))`)
	b.holds(`document.querySelector("[data-batch-open] .job-text").textContent === document.querySelector("[data-batch-open]").dataset.unreachable`)
	b.js(`window.fetch = window.whole`)
	b.holds(batchEnded)
	batch := ask(b, chromedp.Evaluate[string](`location.pathname`))
	b.click(`[data-testid="batch-row"] a`)
	b.holds(`document.querySelector("[data-testid=in-batch]")?.textContent.includes("1 of 2") && !document.querySelector("[rel=prev]")`)
	b.click(`[rel="next"]`)
	b.holds(`document.querySelector("[data-testid=in-batch]")?.textContent.includes("2 of 2") && !document.querySelector("[rel=next]") && document.querySelector("[rel=prev]")`)
	b.click(`[data-testid="in-batch"] a[href="` + batch + `"]`)
	b.holds(batchEnded)
	b.quiet(s.URL)
}

// TestBatchWithoutScript: the forms alone do it.
func TestBatchWithoutScript(t *testing.T) {
	s := startSite(t, t.TempDir())
	b := openBrowser(t)
	must(chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))(t)
	b.begin(s.URL, 2)
	b.click(`[data-testid="unheld"]`)
	b.click(`[data-testid="batch-start"]`)
	b.wait(`.batch-rows > :nth-child(3)`)
	b.look(`[data-testid="batch-job"]:not([data-batch-open])`)
	b.wait(`[data-testid="batch-save"]`)
	if facts := b.text(".batch-head"); !strings.Contains(facts, "not held to the file") {
		t.Errorf("the page says %q", facts)
	}
}

// TestBatchUnread: a file that is gone before its turn is told beside its name, and costs the others nothing.
func TestBatchUnread(t *testing.T) {
	s, b := startSite(t, t.TempDir()), openBrowser(t)
	album := t.TempDir()
	for _, name := range []string{"a.jpg", "b.jpg", "c.jpg"} {
		if err := os.WriteFile(filepath.Join(album, name), []byte(photo(t)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b.open(s.URL + "/batch")
	b.chooseAt("[data-folder]", album)
	b.holds(`document.querySelectorAll(".uploads li").length === 3`)
	if err := os.Remove(filepath.Join(album, "b.jpg")); err != nil {
		t.Fatal(err)
	}
	b.click(`[data-testid="batch-start"]`)
	b.holds(`document.activeElement.matches(".uploads a") && document.querySelector("[data-count]").textContent.startsWith("All but 1")`)
	if told := b.text(".uploads"); !strings.Contains(told, "b.jpg") || !strings.Contains(told, web.Words.ScriptUnread) || strings.Contains(told, "c.jpg") {
		t.Errorf("the list says %q", told)
	}
	b.click(`.uploads a`)
	b.holds(`document.querySelectorAll("[data-testid=batch-row]").length === 2`)
}
