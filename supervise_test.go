package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// programVariable tells the test binary to be the program.
const programVariable = "UNCODEC_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(programVariable) != "" {
		main()
	}
	os.Exit(m.Run())
}

// fallingStudio is the program, serving in a process of its own, and a visitor of it.
type fallingStudio struct {
	t       *testing.T
	parent  *exec.Cmd
	site    string
	visitor http.Client
}

func startStudio(t *testing.T, address, data string, more ...string) *fallingStudio {
	t.Helper()
	args := append([]string{"serve", "--addr", address, "--data", data}, more...)
	s := &fallingStudio{t: t, parent: exec.Command(os.Args[0], args...)}
	s.parent.Env = append(os.Environ(), programVariable+"=1")
	for _, name := range []string{"UNCODEC_ONNXRUNTIME", "UNCODEC_FFMPEG"} {
		s.parent.Env = append(s.parent.Env, name+"="+toolsHere(t)(name))
	}
	said, err := s.parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.parent.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.parent.Process.Kill(); _ = s.parent.Wait() })
	lines := bufio.NewReader(said)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("it said %q: %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	s.site = strings.Fields(line)[3]
	jar, _ := cookiejar.New(nil)
	s.visitor = http.Client{Jar: jar, Timeout: time.Minute}
	return s
}

// child is the process that does the work.
func (s *fallingStudio) child() int {
	s.t.Helper()
	pid := s.parent.Process.Pid
	for range 100 {
		said, _ := exec.Command("sh", "-c", fmt.Sprintf("cat /proc/%d/task/*/children", pid)).Output()
		if child, err := strconv.Atoi(strings.TrimSpace(string(said))); err == nil {
			return child
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Skip("this system does not tell a process's children")
	return 0
}

// ask makes a request, which has to be answered, and reads the JSON that comes.
func (s *fallingStudio) ask(method, path, kind string, body []byte, into any) {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.site+path, bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	answer, err := s.visitor.Do(request)
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	if answer.StatusCode >= 300 {
		s.t.Fatalf("%s %s: %d %s", method, path, answer.StatusCode, text)
	}
	if err := json.Unmarshal(text, into); err != nil {
		s.t.Fatalf("%s %s: %v in %s", method, path, err, text)
	}
}

// upload brings a picture and returns its id.
func (s *fallingStudio) upload(path string) string {
	s.t.Helper()
	var form bytes.Buffer
	fields := multipart.NewWriter(&form)
	picture, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	file, _ := fields.CreateFormFile("file", "input.png")
	_, _ = file.Write(picture)
	fields.Close()
	var made struct{ ID string }
	s.ask("POST", "/api/v1/images", fields.FormDataContentType(), form.Bytes(), &made)
	return made.ID
}

// restore asks for a picture's restoration and returns its job.
func (s *fallingStudio) restore(image string, views int) string {
	s.t.Helper()
	var job struct{ ID string }
	s.ask("POST", "/api/v1/images/"+image+"/restorations", "application/json",
		fmt.Appendf(nil, `{"condition": {"mode": "auto"}, "views": %d}`, views), &job)
	return job.ID
}

// await returns once the job is in one of the states.
func (s *fallingStudio) await(job string, states ...string) string {
	s.t.Helper()
	for began := time.Now(); time.Since(began) < 3*time.Minute; time.Sleep(20 * time.Millisecond) {
		var r struct{ State string }
		s.ask("GET", "/api/v1/jobs/"+job, "", nil, &r)
		for _, state := range states {
			if r.State == state {
				return state
			}
		}
	}
	s.t.Fatalf("job %s never was %v", job, states)
	return ""
}

// TestFalls: a fault in C ends the process that works, and neither the site nor the queue with it. A job that was
// there at two falls is given up, the next one is done; the parent takes its child along, however it ends.
func TestFalls(t *testing.T) {
	needTools(t)
	data := t.TempDir()
	s := startStudio(t, "127.0.0.1:0", data)
	image := s.upload("assets/samples/gb82_0007.jpg")
	job := s.restore(image, 8)
	falls := 0 // in one of them the job may not have been taken up again yet
	for s.await(job, "running", "failed", "done") == "running" && falls < 4 {
		falls++
		child := s.child()
		if err := syscall.Kill(child, syscall.SIGSEGV); err != nil {
			t.Fatal(err)
		}
		for s.child() == child { // it may still answer while it falls
			time.Sleep(10 * time.Millisecond)
		}
	}
	if state := s.await(job, "done", "failed"); state != "failed" || falls < 2 {
		t.Errorf("a job that was there at %d falls is %s", falls, state)
	}
	s.await(s.restore(image, 1), "done")

	if err := s.parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.parent.Wait()
	next := startStudio(t, strings.TrimPrefix(s.site, "http://"), data) // which no child holds any more
	if err := next.parent.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := next.parent.Wait(); err != nil {
		t.Errorf("asked to end it ended with %v", err)
	}
}

// TestFallsAtOnce: what cannot serve ends, with what it said.
func TestFallsAtOnce(t *testing.T) {
	var told strings.Builder
	program := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", "main.go")
	program.Env = append(os.Environ(), programVariable+"=1")
	program.Stderr = &told
	if err := program.Run(); err == nil || program.ProcessState.ExitCode() != 1 || !strings.Contains(told.String(), "main.go") || strings.Count(told.String(), "\n") > 1 {
		t.Errorf("%v: %s", err, told.String())
	}
}

// TestServerComesLater: a studio whose networks are on a server that is not there yet serves what it can, and has them
// once the server is.
func TestServerComesLater(t *testing.T) {
	needTools(t)
	free, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	s := startStudio(t, "127.0.0.1:0", t.TempDir(), "--inference", "http://"+address)
	status := func() int {
		answer, err := s.visitor.Get(s.site + "/api/v1/models")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	if got := status(); got != http.StatusServiceUnavailable {
		t.Fatalf("without a server its models are %d", got)
	}
	startStudio(t, address, t.TempDir())
	for began := time.Now(); status() != http.StatusOK; time.Sleep(100 * time.Millisecond) {
		if time.Since(began) > 3*time.Minute {
			t.Fatal("the server is there, and nobody asked it")
		}
	}
}
