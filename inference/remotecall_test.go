package inference

import (
	"errors"
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
		"no answer":              {&lineError{errors.New("reset")}, firstPause, patience},
	} {
		if wait, patience := r.waits(c.err, firstPause); wait != c.wait || patience != c.patience {
			t.Errorf("%s: %v of %v, want %v of %v", name, wait, patience, c.wait, c.patience)
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
