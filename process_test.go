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
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// programVariable tells the test binary to be the program. Its name does not begin as those do that the program reads.
const programVariable = "UNCODECTEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(programVariable) != "" {
		main()
	}
	os.Exit(m.Run())
}

// runningStudio is the program, serving in a process of its own.
type runningStudio struct {
	t      *testing.T
	parent *exec.Cmd
	site   string
}

func startStudio(t *testing.T, address, data string, more ...string) *runningStudio {
	t.Helper()
	args := append([]string{"serve", "--addr", address, "--data", data}, more...)
	return startProgram(t, exec.Command(os.Args[0], args...))
}

// startProgram starts a command that becomes this program, serving.
func startProgram(t *testing.T, command *exec.Cmd) *runningStudio {
	t.Helper()
	s := &runningStudio{t: t, parent: command}
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
	first, ended := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(ended)
		lines := bufio.NewReader(said)
		line, _ := lines.ReadString('\n')
		first <- line
		_, _ = io.Copy(io.Discard, lines)
	}()
	t.Cleanup(func() {
		_ = s.parent.Process.Kill()
		<-ended // the child, which is asked by nobody to end, writes to data until it sees that it is alone
		_ = s.parent.Wait()
	})
	line := <-first
	if !strings.HasSuffix(line, "\n") {
		t.Fatalf("it ended, having said %q", line)
	}
	s.site = strings.Fields(line)[3]
	return s
}

// child is the process that does the work. Where a system tells of children, one that never comes fails the test: the
// parent is there to begin it.
func (s *runningStudio) child() int {
	s.t.Helper()
	if !exists(fmt.Sprintf("/proc/self/task/%d/children", os.Getpid())) {
		s.t.Skip("this system does not tell a process's children")
	}
	pid := s.parent.Process.Pid
	for began := time.Now(); time.Since(began) < 30*time.Second; time.Sleep(50 * time.Millisecond) {
		said, _ := exec.Command("sh", "-c", fmt.Sprintf("cat /proc/%d/task/*/children", pid)).Output()
		if child, err := strconv.Atoi(strings.TrimSpace(string(said))); err == nil {
			return child
		}
	}
	s.t.Fatal("the studio has no child, and begins none")
	return 0
}

// visitor is somebody who comes to a site with a cookie of their own.
type visitor struct {
	t      *testing.T
	site   string
	client http.Client
}

func newVisitor(t *testing.T, site string) *visitor {
	jar, _ := cookiejar.New(nil)
	return &visitor{t, site, http.Client{Jar: jar, Timeout: time.Minute}}
}

// send makes a request, which has to be answered.
func (v *visitor) send(method, path, kind string, body []byte) (status int, text []byte) {
	v.t.Helper()
	request, err := http.NewRequest(method, v.site+path, bytes.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	answer, err := v.client.Do(request)
	if err != nil {
		v.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	if text, err = io.ReadAll(answer.Body); err != nil {
		v.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer.StatusCode, text
}

// ask makes a request, which has to succeed, and reads the JSON that comes.
func (v *visitor) ask(method, path, kind string, body []byte, into any) {
	v.t.Helper()
	status, text := v.send(method, path, kind, body)
	if err := json.Unmarshal(text, into); err != nil || status >= 300 {
		v.t.Fatalf("%s %s: %d, %v: %s", method, path, status, err, text)
	}
}

// form is a file in the form that uploads come in.
func form(name string, file []byte) (kind string, body []byte) {
	var form bytes.Buffer
	fields := multipart.NewWriter(&form)
	part, _ := fields.CreateFormFile("file", name)
	_, _ = part.Write(file)
	fields.Close()
	return fields.FormDataContentType(), form.Bytes()
}

// upload brings a picture and returns its id.
func (v *visitor) upload(path string) string {
	v.t.Helper()
	picture, err := os.ReadFile(path)
	if err != nil {
		v.t.Fatal(err)
	}
	kind, body := form("picture", picture)
	var made struct{ ID string }
	v.ask("POST", "/api/v1/images", kind, body, &made)
	return made.ID
}

// restore asks for a picture's restoration and returns its job.
func (v *visitor) restore(image string, views int) string {
	v.t.Helper()
	var job struct{ ID string }
	v.ask("POST", "/api/v1/images/"+image+"/restorations", "application/json",
		fmt.Appendf(nil, `{"condition": {"mode": "auto"}, "views": %d}`, views), &job)
	return job.ID
}

// await returns once the job is in one of the states.
func (v *visitor) await(job string, states ...string) string {
	v.t.Helper()
	for began := time.Now(); time.Since(began) < 3*time.Minute; time.Sleep(20 * time.Millisecond) {
		var r struct{ State string }
		v.ask("GET", "/api/v1/jobs/"+job, "", nil, &r)
		if slices.Contains(states, r.State) {
			return r.State
		}
	}
	v.t.Fatalf("job %s never was %v", job, states)
	return ""
}
