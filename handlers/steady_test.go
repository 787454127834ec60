package handlers

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"strings"
	"testing"
	"time"
)

// hasty is a tempo whose end a test can wait for.
var hasty = tempo{1_000_000, 500 * time.Millisecond}

// dial opens a connection of its own to a site, on which all has to be over before patience ends.
func dial(t *testing.T, s *testSite) net.Conn {
	t.Helper()
	c := must(net.Dial("tcp", s.Listener.Addr().String()))(t)
	t.Cleanup(func() { c.Close() })
	_ = c.SetDeadline(time.Now().Add(patience))
	return c
}

// TestSlowBody: who sends a byte now and then is given up, whatever is sent, wherever in it the time is over, and
// whether somebody reads it or not; the answer says so, and that the connection ends.
func TestSlowBody(t *testing.T) {
	s := startSite(t, t.TempDir())
	s.site.tempo = hasty
	for name, c := range map[string]struct{ path, kind, begins, want string }{
		"JSON":        {"/api/v1/images/none/restorations", "application/json", "", "408"},
		"JSON's end":  {"/api/v1/images/none/restorations", "application/json", "{}", "408"},
		"form":        {"/experiments/none/note", "application/x-www-form-urlencoded", "", "408"},
		"upload":      {"/api/v1/images", "multipart/form-data; boundary=x", "", "408"},
		"part's head": {"/api/v1/images", "multipart/form-data; boundary=x", "--x\r\nContent-Dispos", "408"},
		"part":        {"/api/v1/images", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n", "408"},
		"tensors":     {"/v2/models/fast-pnet/infer", "application/json", "", "408"},
		"unwanted":    {"/images/none/delete", "application/x-www-form-urlencoded", "", "404"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn := dial(t, s)
			fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: here\r\nContent-Type: %s\r\nContent-Length: 100000\r\n\r\n%s", c.path, c.kind, c.begins)
			go func() {
				for {
					if _, err := conn.Write([]byte(" ")); err != nil {
						return
					}
					time.Sleep(50 * time.Millisecond)
				}
			}()
			answer, err := io.ReadAll(conn)
			if errors.Is(err, os.ErrDeadlineExceeded) || !strings.HasPrefix(string(answer), "HTTP/1.1 "+c.want) {
				t.Errorf("%v %.200s", err, answer)
			}
			if !strings.Contains(string(answer), "\r\nConnection: close\r\n") || strings.HasPrefix(c.path, "/api/") && !strings.Contains(string(answer), "application/problem+json") {
				t.Errorf("%.900s", answer)
			}
		})
	}
}

// TestSlowReader: who does not take an answer is given up; one that takes long to compute is not cut.
func TestSlowReader(t *testing.T) {
	s := startSite(t, t.TempDir())
	s.site.tempo = hasty
	failed := make(chan error, 1)
	routes := s.site.routes()
	routes.Get("/endless", func(w http.ResponseWriter, _ *http.Request) {
		_, err := io.Copy(w, io.LimitReader(endless{}, 1<<40))
		failed <- err
	})
	routes.Post("/long", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		for _, text := range []string{"one ", "two "} {
			time.Sleep(2 * hasty.grace)
			fmt.Fprint(w, text)
			_ = http.NewResponseController(w).Flush()
		}
		time.Sleep(2 * hasty.grace)
		fmt.Fprint(w, r.Context().Err())
	})
	s.Config.Handler = routes

	fmt.Fprint(dial(t, s), "GET /endless HTTP/1.1\r\nHost: here\r\n\r\n")
	select {
	case err := <-failed:
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Error("an answer that nobody takes is held")
	}

	v := s.visitor()
	for _, again := range []bool{false, true} { // the second time on a connection whose deadlines are over
		reused := false
		request := must(http.NewRequest("POST", s.URL+"/long", strings.NewReader("{}")))(t)
		request.Header.Set("Expect", "100-continue")
		got := v.send(request.WithContext(httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) { reused = c.Reused }})))
		if string(got.body) != "one two <nil>" || reused != again {
			t.Errorf("%s, on a connection that was used before: %v", got.body, reused)
		}
		time.Sleep(2 * hasty.grace)
	}
}
