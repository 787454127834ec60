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
	drainSize = 64 << 20
	drainTime = 2 * time.Second
	nameRunes = 120
)

// drain reads on for a moment after a refusal: a browser that is still sending
// would otherwise see a broken connection in place of the answer.
func drain(r *http.Request) {
	l := lineOf(r)
	if l.body == http.NoBody {
		return
	}
	_ = l.control.SetReadDeadline(time.Now().Add(drainTime))
	if _, err := io.CopyN(io.Discard, l.body, drainSize); err == io.EOF {
		_ = l.control.SetReadDeadline(time.Time{})
	}
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
