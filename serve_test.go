package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"math/rand/v2"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// onServer asks the program's networks from a program that has no ONNX Runtime of its own.
func onServer(t *testing.T, site string) {
	t.Helper()
	nothing := func(name string) string {
		if name == "UNCODEC_ONNXRUNTIME" {
			return "/nowhere/libonnxruntime.so"
		}
		return ""
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"predict", "--json", "--inference", site, coders + "/input.png"}, 0, `"codec":[{"name":`},
		{[]string{"predict", coders + "/input.png"}, 1, "ONNX Runtime is missing"},
		{[]string{"predict", "--inference", "http://127.0.0.1:1", coders + "/input.png"}, 1, "leave --inference out"},
		{[]string{"doctor", "--inference", site, "--data", t.TempDir()}, 0, "inference    " + site},
	} {
		var told strings.Builder
		if code := run(t.Context(), c.args, nothing, &told, &told); code != c.code || !strings.Contains(told.String(), c.want) {
			t.Errorf("%v ended with %d: %s", c.args, code, told.String())
		}
	}
}

// lastWords asks a program that was told to end until it refuses new work: newcomers learn that it
// ends before they find no one.
func lastWords(t *testing.T, site string) {
	t.Helper()
	newcomer := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	refused := func(answer *http.Response, err error) bool {
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode == http.StatusServiceUnavailable && answer.Header.Get("Retry-After") != ""
	}
	for !refused(newcomer.Get(site + "/readyz")) {
	}
	if !refused(newcomer.Post(site+"/samples/retriever", "", nil)) {
		t.Error("new work is not refused")
	}
}

// serving starts the program as `uncodec serve` does, in this process, on a folder of its own. It gives its address, what
// asks it to end, its exit code once it has, and its log, which is to be read then.
func serving(t *testing.T, options ...string) (site string, end context.CancelFunc, code <-chan int, log *bytes.Buffer) {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	t.Cleanup(end)
	says, said := io.Pipe()
	ended, getenv := make(chan int, 1), toolsHere(t)
	log = new(bytes.Buffer)
	args := append([]string{"serve", "--alone", "--addr", "127.0.0.1:0", "--data", t.TempDir()}, options...)
	go func() {
		ended <- run(ctx, args, getenv, said, log)
		said.Close()
	}()
	line, err := bufio.NewReader(says).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(line)[3], end, ended, log
}

// TestServe starts the program as `uncodec serve` does, asks for its models, damages a picture
// in the lab with a learned codec, and asks the program to end.
func TestServe(t *testing.T) {
	needTools(t)
	site, end, code, log := serving(t, "--codecs", coders)
	jar, _ := cookiejar.New(nil)
	visitor := http.Client{Jar: jar}

	answer, err := visitor.Get(site + "/api/v1/models")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var asked struct{ Models []struct{ Name string } }
	if err := json.NewDecoder(answer.Body).Decode(&asked); err != nil || len(asked.Models) < 2 || asked.Models[0].Name != studioModel {
		t.Errorf("the browser asks %v first (%v)", asked.Models, err)
	}

	var form strings.Builder
	fields := multipart.NewWriter(&form)
	_ = fields.WriteField("setting", "cheng_psnr:2")
	picture, err := os.ReadFile(coders + "/input.png")
	if err != nil {
		t.Fatal(err)
	}
	file, _ := fields.CreateFormFile("file", "input.png")
	_, _ = file.Write(picture)
	fields.Close()
	answer, err = visitor.Post(site+"/lab", fields.FormDataContentType(), strings.NewReader(form.String()))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusOK || !strings.Contains(string(page), "Cheng2020 (PSNR) quality 2") {
		t.Errorf("%d %s", answer.StatusCode, page)
	}

	onServer(t, site)

	conn, err := net.Dial("tcp", strings.TrimPrefix(site, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "OPTIONS * HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
	if told, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(told), "HTTP/1.1 4") || !strings.Contains(string(told), "Content-Security-Policy: ") {
		t.Errorf("OPTIONS *: %v %.300s", err, told)
	}

	end()
	lastWords(t, site)
	if got := <-code; got != 0 {
		t.Errorf("it ended with %d", got)
	}
	if !strings.Contains(log.String(), `"level":"INFO","msg":"the studio is asked to end"`) {
		t.Errorf("the log does not tell its end from a fall: %s", log.String())
	}
}

// TestServeOptions: the bounds of the command line are those that visitors meet.
func TestServeOptions(t *testing.T) {
	needTools(t)
	site, end, code, _ := serving(t, "--shared", "--tls", "--expiry", "1h",
		"--uploads", "4", "--own", "1", "--quota", "2", "--max-bytes", "900000", "--tensors", "1")
	answer, err := http.Get(site)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if set := answer.Cookies(); len(set) != 1 || !set[0].Secure || answer.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("--tls: %v %v", set, answer.Header)
	}
	ann, bob := newVisitor(t, site), newVisitor(t, site)
	ann.client.Transport, bob.client.Transport = known(strings.Repeat("A", 26)), known(strings.Repeat("B", 26))
	upload := func(v *visitor, picture []byte, want int, says string) []byte {
		t.Helper()
		kind, body := form("noise.png", picture)
		status, text := v.send("POST", "/api/v1/images", kind, body)
		if status != want || !strings.Contains(string(text), says) {
			t.Errorf("%d %s, want %d and %q", status, text, want, says)
		}
		return text
	}
	var kept struct {
		ID      string
		Created time.Time
		Expires *time.Time
	}
	must(t, json.Unmarshal(upload(ann, noisePNG(t), http.StatusCreated, ""), &kept))
	if kept.Expires == nil || kept.Expires.Sub(kept.Created).Round(time.Minute) != time.Hour {
		t.Errorf("--expiry: %+v", kept)
	}
	if status, _ := bob.send("GET", "/api/v1/images/"+kept.ID, "", nil); status != http.StatusOK {
		t.Errorf("--shared: %d", status)
	}
	slow := []byte(`{"condition":{"mode":"auto"},"views":8}`)
	if status, text := bob.send("POST", "/api/v1/images/"+kept.ID+"/restorations", "application/json", slow); status != http.StatusAccepted {
		t.Errorf("%d %s", status, text)
	}
	if status, text := bob.send("POST", "/api/v1/images/"+kept.ID+"/restorations", "application/json", []byte(`{"condition":{"mode":"auto"},"views":4}`)); status != http.StatusTooManyRequests {
		t.Errorf("--own: %d %s", status, text)
	}
	upload(ann, make([]byte, 900_001), http.StatusRequestEntityTooLarge, "878.9 KiB") // --max-bytes
	upload(ann, noisePNG(t), http.StatusCreated, "")
	upload(ann, noisePNG(t), http.StatusRequestEntityTooLarge, "2 MiB") // --quota
	upload(ann, noisePNG(t), http.StatusTooManyRequests, "4")           // --uploads
	for _, want := range []int{http.StatusBadRequest, http.StatusTooManyRequests} {
		if status, text := bob.send("POST", "/v2/models/fast-pnet/infer", "application/json", []byte("{}")); status != want {
			t.Errorf("--tensors: %d %s", status, text)
		}
	}
	end()
	<-code
}

// known is a line that carries a visitor's cookie though it is not secure.
type known string

func (secret known) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Cookie", "__Host-uncodec="+string(secret))
	return http.DefaultTransport.RoundTrip(r)
}

// noisePNG is a picture of 600 kB that no other equals.
func noisePNG(t *testing.T) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 500, 400))
	for i := range img.Pix {
		img.Pix[i] = byte(rand.Uint32())
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	var file bytes.Buffer
	must(t, png.Encode(&file, img))
	return file.Bytes()
}

// TestServerLog: what the server itself has to say is in the log, as a line like any other.
func TestServerLog(t *testing.T) {
	var told bytes.Buffer
	server := httptest.NewUnstartedServer(nil)
	server.Config = newServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("the secret") }), slog.New(slog.NewJSONHandler(&told, nil)))
	server.Start()
	if answer, err := http.Get(server.URL); err == nil {
		answer.Body.Close()
		t.Error("a panic is answered")
	}
	server.Close()
	var line struct{ Level, Msg string }
	if err := json.Unmarshal(told.Bytes(), &line); err != nil || line.Level != "ERROR" || !strings.Contains(line.Msg, "the secret") {
		t.Errorf("%v in %s", err, told.String())
	}
}
