package handlers

import (
	"io"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode"
)

const (
	slowest   = 10_000           // bytes a second that an upload has to bring
	grace     = 20 * time.Second // before that counts
	silence   = time.Minute      // that a sender may fall into, whatever it sent before
	drainSize = 64 << 20
	drainTime = 2 * time.Second
	nameRunes = 120
)

// steadyReader gives a body time by its progress, so that a slow sender loses the
// connection and a large honest upload does not.
type steadyReader struct {
	body    io.ReadCloser
	control *http.ResponseController
	begun   time.Time
	pace    int64 // bytes a second
	grace   time.Duration
	read    int64
}

// steady makes a request's body one that is given time by its progress, up to a limit of bytes.
func steady(w http.ResponseWriter, r *http.Request, limit int64) *http.ResponseController {
	return steadily(w, r, limit, slowest, grace)
}

// steadily is steady at a pace of its own, in bytes a second.
func steadily(w http.ResponseWriter, r *http.Request, limit, pace int64, grace time.Duration) *http.ResponseController {
	control := http.NewResponseController(w)
	r.Body = &steadyReader{body: http.MaxBytesReader(w, r.Body, limit), control: control, begun: time.Now(), pace: pace, grace: grace}
	return control
}

func (s *steadyReader) Read(p []byte) (int, error) {
	allowed := s.grace + time.Duration(s.read)*time.Second/time.Duration(s.pace)
	deadline := s.begun.Add(allowed)
	if latest := time.Now().Add(silence); latest.Before(deadline) {
		deadline = latest
	}
	_ = s.control.SetReadDeadline(deadline) // not every writer has deadlines: tests
	n, err := s.body.Read(p)
	s.read += int64(n)
	return n, err
}

func (s *steadyReader) Close() error { return s.body.Close() }

// drain reads on for a moment after a refusal: a browser that is still sending
// would otherwise see a broken connection in place of the answer.
func drain(w http.ResponseWriter, r *http.Request) {
	steady, ok := r.Body.(*steadyReader)
	if !ok {
		return
	}
	_ = steady.control.SetReadDeadline(time.Now().Add(drainTime))
	end := time.Now().Add(drainTime)
	buffer := make([]byte, 64<<10)
	for read := 0; read < drainSize && time.Now().Before(end); {
		n, err := steady.body.Read(buffer)
		if read += n; err != nil {
			break
		}
	}
	_ = steady.control.SetReadDeadline(time.Time{})
}

// safeName is a file's name for showing: its last element, printable, not too long.
func safeName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > nameRunes {
		name = string(runes[:nameRunes])
	}
	name = strings.TrimSpace(name)
	if name == "" || name == "." || name == ".." || name == "/" {
		return "picture"
	}
	return name
}
