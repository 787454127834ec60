package handlers

import (
	"io"
	"net/http"
	"time"
)

const (
	drainSize = 64 << 20
	drainTime = 2 * time.Second
)

// drain reads on for a moment after a refusal: a browser that is still sending
// would otherwise see a broken connection in place of the answer.
func drain(r *http.Request) {
	l := lineOf(r)
	if l.body == http.NoBody || !l.begun && r.Header.Get("Expect") != "" { // who asks first does not send
		return
	}
	_ = l.control.SetReadDeadline(time.Now().Add(drainTime))
	if _, err := io.CopyN(io.Discard, l.body, drainSize); err == io.EOF {
		_ = l.control.SetReadDeadline(time.Time{})
	}
}
