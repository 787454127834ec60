package inference

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"uncodec/inference/protocol"
)

// TestWaits: a server that says when it has room is taken at its word, others are asked again soon.
func TestWaits(t *testing.T) {
	r := &Remote{Patience: patience}
	for name, c := range map[string]struct {
		err            error
		wait, patience time.Duration
	}{
		"too many, in a minute":  {&statusError{code: http.StatusTooManyRequests, pause: time.Minute}, time.Minute, turnTime},
		"too many, in a moment":  {&statusError{code: http.StatusTooManyRequests, pause: time.Nanosecond}, firstPause, turnTime},
		"too many, nobody knows": {&statusError{code: http.StatusTooManyRequests}, firstPause, patience},
		"no room, in a second":   {&statusError{code: http.StatusServiceUnavailable, pause: time.Second}, time.Second, patience},
		"away for a minute":      {&statusError{code: http.StatusServiceUnavailable, pause: time.Minute}, pauseLimit, patience},
		"no answer":              {&lineError{cause: errors.New("reset")}, firstPause, patience},
	} {
		if wait, patience := r.waits(c.err, firstPause); wait != c.wait || patience != c.patience {
			t.Errorf("%s: %v of %v, want %v of %v", name, wait, patience, c.wait, c.patience)
		}
	}
}

// TestSilence: a server whose machine answers nothing is away, for who looks for it and who sends a picture; one that takes
// too long over a request is not asked again.
func TestSilence(t *testing.T) {
	dropped := &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: context.DeadlineExceeded} // as a dial's own timeout is
	}}}
	silent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	defer silent.Close()
	for name, c := range map[string]struct {
		client *http.Client
		server string
		method string
		passes bool
	}{
		"a dropped question":  {dropped, "http://gpu.invalid", http.MethodGet, true},
		"a dropped picture":   {dropped, "http://gpu.invalid", http.MethodPost, true},
		"an unheard question": {silent.Client(), silent.URL, http.MethodGet, true},
		"a long work":         {silent.Client(), silent.URL, http.MethodPost, false},
	} {
		r := &Remote{server: c.server, client: c.client}
		_, _, err := r.call(t.Context(), 50*time.Millisecond, c.method, "/", nil, nil)
		if got := new(RemoteError); err == nil || !errors.As(r.failed(err), &got) || got.Passing() != c.passes {
			t.Errorf("%s: %v passes: %t", name, err, !c.passes)
		}
	}
}

// TestTurn: a request that came too early for the server is sent again when that said, however little patience
// there is for a server that is away.
func TestTurn(t *testing.T) {
	var asked []time.Time
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			if asked = append(asked, time.Now()); len(asked) == 1 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
		}
		_, _ = w.Write([]byte("{}"))
	}))
	defer server.Close()
	r, err := Connect(t.Context(), server.URL, 1)
	if err != nil {
		t.Fatal(err)
	}
	r.Patience = 0
	if _, err := r.infer(t.Context(), "/", &protocol.Request{}); err != nil {
		t.Fatal(err)
	}
	if len(asked) != 2 || asked[1].Sub(asked[0]) < time.Second {
		t.Errorf("asked at %v, and the server said in a second", asked)
	}
}
