package handlers

import (
	"context"
	"crypto/sha256"
	"net/url"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a tab of a real Chromium, and what it was seen to ask for and complain of.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu      sync.Mutex
	asked   []string // addresses
	trouble []string // what its console says: script errors, policy violations
}

// openBrowser starts Chromium with a new profile and, if need be, flags of its own, or skips the test.
func openBrowser(t *testing.T, flags ...chromedp.ExecAllocatorOption) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not here")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("force-color-profile", "srgb"), chromedp.WSURLReadTimeout(40*time.Second))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 4*patience)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	must(chromedp.Call(ctx, network.Enable, network.EnableParams{}))(t)
	must(chromedp.Call(ctx, log.Enable, cdp.Empty{}))(t)
	b.run(chromedp.EmulateViewport(1440, 900))
	return b
}

func (b *browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, e.Request.URL)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			b.trouble = append(b.trouble, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

func (b *browser) run(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.fatal(err)
	}
}

// ask runs an action that has an answer.
func ask[T any](b *browser, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	answer, err := chromedp.Run(ctx, action)
	if err != nil {
		b.fatal(err)
	}
	return answer
}

// fatal ends the test with what is wrong, and what a person would see of it.
func (b *browser) fatal(wrong any) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	page, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[location.href, ...[...document.querySelectorAll("dialog[open]")].map((d) => "dialog " + d.id), document.body?.innerText].join("\n")`))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.t.Fatalf("browser: %v; its console: %s; its page: %s %v", wrong, strings.Join(b.trouble, "\n"), page, err)
}

// js does something in the page.
func (b *browser) js(script string) { b.t.Helper(); b.run(chromedp.Evaluate[chromedp.Void](script)) }

func (b *browser) open(address string) { b.t.Helper(); b.run(chromedp.Navigate(address)) }

// element is what a selector finds, in the page's own words. The protocol's idea of nodes is not
// asked: it is lost where the page changes under it.
func element(selector string) string {
	return "document.querySelector(" + strconv.Quote(selector) + ")"
}

// click presses what a selector finds, in its middle, once it is to be seen and the page has come:
// what still comes moves the rest.
func (b *browser) click(selector string) {
	b.t.Helper()
	var at, before []float64
	for len(at) == 0 || !slices.Equal(at, before) { // else the page is being put together, and it would not be there any more
		before = at
		b.run(chromedp.Sleep(20 * time.Millisecond))
		b.holds(`document.readyState === "complete" && ` + element(selector) + "?.checkVisibility()")
		at = ask(b, chromedp.Evaluate[[]float64](`((e) => {
			e?.scrollIntoViewIfNeeded();
			const seen = e?.getClientRects()[0];
			return seen ? [seen.x + seen.width / 2, seen.y + seen.height / 2] : [];
		})(`+element(selector)+")"))
	}
	b.run(chromedp.MouseClickXY(at[0], at[1]))
}

// set gives a control a value, without a word to the page's script.
func (b *browser) set(selector, value string) {
	b.t.Helper()
	b.wait(selector)
	b.js(element(selector) + ".value = " + strconv.Quote(value))
}

// wait waits until there is what a selector finds.
func (b *browser) wait(selector string) { b.t.Helper(); b.holds(element(selector)) }

// look follows the page's link that says how far something is, as who has no script does, until an element is there.
func (b *browser) look(selector string) {
	b.t.Helper()
	for end := time.Now().Add(patience); !b.is(element(selector)); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			b.fatal("to look again and again does not come to " + selector)
		}
		b.is(`document.querySelector("[data-testid=look]")?.click()`)
	}
}

// choose gives files to the input of a form that has a name. A picture is then opened and not restored at once: what
// follows in a test begins it.
func (b *browser) choose(field string, paths ...string) {
	b.t.Helper()
	b.wait(`[name="` + field + `"]`)
	b.js(waits)
	b.chooseAt(`[name="`+field+`"]`, paths...)
}

func (b *browser) chooseAt(selector string, paths ...string) {
	b.t.Helper()
	b.wait(selector)
	input := ask(b, chromedp.Evaluate[*runtime.RemoteObject](element(selector)))
	must(chromedp.Call(b.ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: paths, ObjectID: input.ObjectID}))(b.t)
}

// waits takes the tick away that has a picture restored at once, where there is one.
const waits = `document.querySelectorAll("[data-at-once]").forEach((box) => { box.checked = false; })`

// restored holds on a picture's page once a restoration is shown and none runs: as a sample opens.
const restored = `document.querySelector("[data-testid=result] [data-testid=download]") && !document.querySelector("[data-job]")`

// text is what a person reads at a place, once it is there.
func (b *browser) text(selector string) string {
	b.t.Helper()
	b.holds(element(selector) + "?.innerText")
	return ask(b, chromedp.Evaluate[string](element(selector)+".innerText"))
}

// is evaluates a condition of the page. Where the browser went to another page in the midst
// of that, it is not so.
func (b *browser) is(expression string) bool {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	is, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
	if err != nil && !strings.Contains(err.Error(), "Inspected target navigated") {
		b.fatal(err)
	}
	return err == nil && is
}

// holds waits until a condition of the page is true.
func (b *browser) holds(expression string) {
	b.t.Helper()
	for end := time.Now().Add(patience); !b.is(expression); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			b.fatal("it does not come to hold that " + expression)
		}
	}
}

// shown is the hash of the restored picture that the viewer shows, fetched by the page itself.
func (b *browser) shown() [sha256.Size]byte {
	b.t.Helper()
	return sha256.Sum256([]byte(ask(b, chromedp.Evaluate[string](`fetch(document.querySelector("[data-testid=after]").src).then(r => r.blob()).then(b => new Promise(done => {
		const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(b) }))`, chromedp.EvalAwaitPromise))))
}

// quiet fails the test if the page left its origin or complained.
func (b *browser) quiet(origins ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, address := range b.asked {
		u, err := url.Parse(address)
		if err != nil || u.Scheme == "blob" || u.Scheme == "data" || u.Scheme == "about" {
			continue
		}
		ours := false
		for _, o := range origins {
			ours = ours || strings.HasPrefix(address, o+"/")
		}
		if !ours {
			b.t.Errorf("the browser asked for %s", address)
		}
	}
	for _, line := range b.trouble {
		b.t.Errorf("the console says: %s", line)
	}
}
