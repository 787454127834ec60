package inference

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// RemoteError says that the inference server did not answer, or not as it should.
type RemoteError struct {
	Server string // its address, without a password
	Cause  error
}

func (e *RemoteError) Error() string {
	return fmt.Sprintf("the inference server at %s cannot be used: %v", e.Server, e.Cause)
}

func (e *RemoteError) Unwrap() error { return e.Cause }

// Passing tells whether the same request may succeed later: the server was busy, or not there.
func (e *RemoteError) Passing() bool { return passing(e.Cause) }

func (r *Remote) failed(err error) error {
	return &RemoteError{Redacted(r.server), err}
}

// Redacted is a server's address without the password that may be in it.
func Redacted(server string) string {
	u, err := url.Parse(server)
	if err != nil {
		return "the address given" // where in it a password stands is not known
	}
	return u.Redacted()
}

// statusError is an answer that refuses.
type statusError struct {
	code  int
	told  string
	pause time.Duration // that the server asks for
}

func (e *statusError) Error() string {
	if e.told == "" {
		return fmt.Sprintf("it answered %d", e.code)
	}
	return fmt.Sprintf("it answered %d: %s", e.code, e.told)
}

// passing tells whether the same request may succeed in a moment.
func (e *statusError) passing() bool {
	switch e.code {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// lineError is a request that got no answer.
type lineError struct {
	cause error
	slow  bool // the server took it, and as long over it as it may: it would again
}

func (e *lineError) Error() string { return e.cause.Error() }
func (e *lineError) Unwrap() error { return e.cause }

// passing tells whether a request that failed may succeed in a moment.
func passing(err error) bool {
	var status *statusError
	var line *lineError
	return errors.As(err, &status) && status.passing() ||
		errors.As(err, &line) && !line.slow
}
