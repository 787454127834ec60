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
	answerTime = 5 * time.Minute // that a server may take over one request
	tries      = 8               // of a request that finds no room, or a broken line
	firstPause = 250 * time.Millisecond
	pauseLimit = 10 * time.Second
	answerSize = 1 << 30
)

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

// ask reads what the server says of itself or of a network.
func (r *Remote) ask(ctx context.Context, path string, to any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.server+path, nil)
	if err != nil {
		return err
	}
	_, body, err := r.call(request)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, to); err != nil {
		return fmt.Errorf("its answer to %s is not the Open Inference Protocol's: %w", path, err)
	}
	return nil
}

// infer sends a request until it is answered or refused for good.
func (r *Remote) infer(ctx context.Context, name string, request *protocol.Request) (*protocol.Answer, error) {
	header := http.Header{}
	body, err := request.Write(header)
	if err != nil {
		return nil, err
	}
	pause := firstPause
	for left := tries; ; left-- {
		post, err := http.NewRequestWithContext(ctx, http.MethodPost, r.server+"/v2/models/"+url.PathEscape(name)+"/infer", bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		post.Header = header
		told, answer, err := r.call(post)
		if err == nil {
			return protocol.ReadAnswer(told, answer)
		}
		var status *statusError
		refused := errors.As(err, &status)
		if left == 1 || ctx.Err() != nil || refused && !status.passing() {
			return nil, err
		}
		wait := pause
		if refused && status.pause > wait {
			wait = min(status.pause, pauseLimit)
		}
		pause = min(2*pause, pauseLimit)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// call gives the body of an answer; one that refuses is a statusError.
func (r *Remote) call(request *http.Request) (http.Header, []byte, error) {
	answer, err := r.client.Do(request)
	if err != nil {
		var about *url.Error
		if errors.As(err, &about) {
			err = about.Err // without the address, which is told anyway
		}
		return nil, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, answerSize))
	if err != nil {
		return nil, nil, err
	}
	if answer.StatusCode != http.StatusOK {
		var told protocol.Failure
		_ = json.Unmarshal(body, &told) // what is no such answer says nothing
		seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
		return nil, nil, &statusError{answer.StatusCode, fmt.Sprintf("%.200s", told.Error), time.Duration(seconds) * time.Second}
	}
	return answer.Header, body, nil
}
