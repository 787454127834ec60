package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// firefox is a tab of a real Firefox, spoken to in WebDriver BiDi.
type firefox struct {
	t       *testing.T
	ctx     context.Context
	line    *websocket.Conn
	tab     string
	asked   int
	trouble []string // the errors of its scripts
}

// bidiMessage is an answer, or an event.
type bidiMessage struct {
	ID      int             `json:"id"`
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
	Method  string          `json:"method"`
	Params  struct{ Level, Text string }
}

// openFirefox starts Firefox with a new profile, or skips the test.
func openFirefox(t *testing.T) *firefox {
	t.Helper()
	path, err := exec.LookPath("firefox-esr")
	if err != nil {
		t.Skip("firefox-esr is not here")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*patience)
	t.Cleanup(cancel)
	command := exec.CommandContext(ctx, path, "--headless", "--no-remote", "--profile", t.TempDir(), "--remote-debugging-port", "0")
	said := must(command.StderrPipe())(t)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	f := &firefox{t: t, ctx: ctx}
	f.line, _, err = websocket.Dial(ctx, bidiAddress(t, said)+"/session", nil)
	if err != nil {
		t.Fatal(err)
	}
	f.line.SetReadLimit(64 << 20)
	f.send("session.new", map[string]any{"capabilities": map[string]any{}}, nil)
	f.send("session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}, nil)
	var tree struct{ Contexts []struct{ Context string } }
	f.send("browsingContext.getTree", map[string]any{}, &tree)
	f.tab = tree.Contexts[0].Context
	f.send("browsingContext.setViewport", map[string]any{"context": f.tab, "viewport": map[string]int{"width": 1440, "height": 900}}, nil)
	return f
}

// bidiAddress is where Firefox says that it listens.
func bidiAddress(t *testing.T, said io.Reader) string {
	t.Helper()
	var heard strings.Builder
	for part := make([]byte, 4096); ; {
		n, err := said.Read(part)
		heard.Write(part[:n])
		if _, rest, ok := strings.Cut(heard.String(), "WebDriver BiDi listening on "); ok && strings.Contains(rest, "\n") {
			go func() { _, _ = io.Copy(io.Discard, said) }()
			return strings.TrimSpace(rest[:strings.Index(rest, "\n")])
		}
		if err != nil {
			t.Fatalf("Firefox did not start: %v: %s", err, heard.String())
		}
	}
}

// send gives a command and reads its answer.
func (f *firefox) send(method string, params map[string]any, answer any) {
	f.t.Helper()
	f.asked++
	if err := wsjson.Write(f.ctx, f.line, map[string]any{"id": f.asked, "method": method, "params": params}); err != nil {
		f.t.Fatal(err)
	}
	for {
		var m bidiMessage
		if err := wsjson.Read(f.ctx, f.line, &m); err != nil {
			f.t.Fatalf("%s: %v", method, err)
		}
		if m.Method == "log.entryAdded" && m.Params.Level == "error" {
			f.trouble = append(f.trouble, m.Params.Text)
		}
		if m.ID != f.asked {
			continue
		}
		if m.Error != "" {
			f.t.Fatalf("%s: %s: %s", method, m.Error, m.Message)
		}
		if answer != nil {
			if err := json.Unmarshal(m.Result, answer); err != nil {
				f.t.Fatal(err)
			}
		}
		return
	}
}

func (f *firefox) open(address string) {
	f.t.Helper()
	f.send("browsingContext.navigate", map[string]any{"context": f.tab, "url": address, "wait": "complete"}, nil)
}

// js evaluates an expression to a text, number or truth, as text.
func (f *firefox) js(expression string) string {
	f.t.Helper()
	var answer struct {
		Result           struct{ Value any }
		ExceptionDetails struct{ Text string }
	}
	f.send("script.evaluate", map[string]any{"expression": expression, "target": map[string]string{"context": f.tab}, "awaitPromise": true}, &answer)
	if answer.ExceptionDetails.Text != "" {
		f.t.Fatalf("%s: %s", expression, answer.ExceptionDetails.Text)
	}
	return fmt.Sprint(answer.Result.Value)
}

// holds waits until a condition of the page is true.
func (f *firefox) holds(expression string) {
	f.t.Helper()
	for end := time.Now().Add(patience); f.js("Boolean("+expression+")") != "true"; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			f.t.Fatalf("it does not come to hold that %s; its console: %s; its page: %s", expression, strings.Join(f.trouble, "\n"), f.js("location.href + document.body.innerText"))
		}
	}
}

// node is what a selector finds, as the protocol names it.
func (f *firefox) node(selector string) map[string]any {
	f.t.Helper()
	f.holds(element(selector))
	var found struct{ Nodes []struct{ SharedID string } }
	f.send("browsingContext.locateNodes", map[string]any{"context": f.tab, "locator": map[string]string{"type": "css", "value": selector}}, &found)
	return map[string]any{"sharedId": found.Nodes[0].SharedID}
}

func (f *firefox) choose(field, path string) {
	f.t.Helper()
	f.holds(element(`[name=` + strconv.Quote(field) + `]`))
	f.js(waits)
	input := f.node(`[name=` + strconv.Quote(field) + `]`)
	f.send("input.setFiles", map[string]any{"context": f.tab, "element": input, "files": []string{must(filepath.Abs(path))(f.t)}}, nil)
}

// drag presses the mouse at a place, in pixels from the middle of what a selector finds, and lets go at another.
func (f *firefox) drag(selector string, from, to [2]int) {
	f.t.Helper()
	at := func(spot [2]int) map[string]any {
		return map[string]any{"type": "pointerMove", "x": spot[0], "y": spot[1], "origin": map[string]any{"type": "element", "element": f.node(selector)}}
	}
	button := func(act string) map[string]any { return map[string]any{"type": act, "button": 0} }
	mouse := map[string]any{"type": "pointer", "id": "mouse", "actions": []any{at(from), button("pointerDown"), at(to), at(to), button("pointerUp")}}
	f.send("input.performActions", map[string]any{"context": f.tab, "actions": []any{mouse}}, nil)
}

func (f *firefox) click(selector string) {
	f.t.Helper()
	f.js(element(selector) + `.scrollIntoView({block: "center"})`)
	f.drag(selector, [2]int{}, [2]int{})
}
