package inference

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"uncodec/inference/protocol"
)

const (
	answerTime = 5 * time.Minute  // that a server may take over one request
	askTime    = 10 * time.Second // and over what it says of itself
	patience   = 30 * time.Second
	turnTime   = 5 * time.Minute // that a request may wait for its turn where the server says when that is
	firstPause = 250 * time.Millisecond
	pauseLimit = 10 * time.Second
	answerSize = 256 << 20 // a tile's features in JSON are less than half of it
	aboutSize  = 1 << 20   // of what a server says of itself
)

// ask reads what the server says of itself or of a network.
func (r *Remote) ask(ctx context.Context, path string, to any) error {
	_, body, err := r.call(ctx, askTime, http.MethodGet, path, nil, nil)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, to); err != nil {
		return fmt.Errorf("its answer to %s is not the Open Inference Protocol's: %w", path, err)
	}
	return nil
}

// infer sends a request until it is answered, refused for good, or patience ends.
func (r *Remote) infer(ctx context.Context, path string, request *protocol.Request) (*protocol.Answer, error) {
	header := http.Header{}
	body, err := request.Write(header)
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	for pause := firstPause; ; pause = min(2*pause, pauseLimit) {
		told, answer, err := r.call(ctx, answerTime, http.MethodPost, path, header, body)
		if err == nil {
			return protocol.ReadAnswer(told, answer)
		}
		wait, patience := r.waits(err, pause)
		if !passing(err) || time.Since(begun)+wait > patience {
			return nil, err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// waits says how long to wait after a failure, and how long a request may be tried in all. A server that
// bounds how often it is asked is there, and says when there is room: it is taken at its word.
func (r *Remote) waits(err error, pause time.Duration) (wait, patience time.Duration) {
	var status *statusError
	switch {
	case !errors.As(err, &status):
		return pause, r.Patience
	case status.code == http.StatusTooManyRequests && status.pause > 0:
		return max(pause, status.pause), turnTime
	}
	return max(pause, min(status.pause, pauseLimit)), r.Patience
}

// call sends a request once and gives the answer's body. An answer that refuses is a
// statusError, none at all a lineError.
func (r *Remote) call(ctx context.Context, most time.Duration, method, path string, header http.Header, body []byte) (http.Header, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, r.server+path, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	for name, values := range header {
		request.Header[name] = values
	}
	unanswered := func(err error) error { // who asks what a server is, and gets no answer, finds none: that passes
		return &lineError{err, method == http.MethodPost && errors.Is(ctx.Err(), context.DeadlineExceeded)}
	}
	answer, err := r.client.Do(request)
	if err != nil {
		var about *url.Error
		if errors.As(err, &about) {
			err = about.Err // without the address, which is told anyway
		}
		return nil, nil, unanswered(err)
	}
	defer answer.Body.Close()
	limit := int64(answerSize)
	if method == http.MethodGet {
		limit = aboutSize
	}
	told, err := io.ReadAll(http.MaxBytesReader(nil, answer.Body, limit))
	if errors.As(err, new(*http.MaxBytesError)) {
		return nil, nil, fmt.Errorf("its answer to %s is larger than %d MiB: is it another server?", path, limit>>20)
	}
	if err != nil {
		return nil, nil, unanswered(err)
	}
	if answer.StatusCode != http.StatusOK {
		var why protocol.Failure
		_ = json.Unmarshal(told, &why) // what is no such answer says nothing
		seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
		return nil, nil, &statusError{answer.StatusCode, fmt.Sprintf("%.200s", why.Error), time.Duration(seconds) * time.Second}
	}
	return answer.Header, told, nil
}
