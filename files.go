package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"uncodec/studio"
)

// eachFile runs work on every file until ctx ends, goes on after a failure, and tells each one.
func eachFile(ctx context.Context, files []string, stderr io.Writer, work func(file string) error) error {
	failed := 0
	for _, file := range files {
		err := work(file)
		if err != nil && ctx.Err() != nil {
			return fmt.Errorf("interrupted at %s", file)
		}
		if err != nil {
			fmt.Fprintln(stderr, "uncodec:", naming(file, err))
			failed++
		}
	}
	if failed > 0 {
		return errQuiet
	}
	return nil
}

// naming makes sure that a failure begins with its file, as those of reading do.
func naming(file string, err error) string {
	if text := err.Error(); strings.HasPrefix(text, file+": ") {
		return text
	}
	return file + ": " + err.Error()
}

// checkTarget tells before the work why a file cannot be written whole: its folder or what is there does not let it, or it is
// one of the files that the work reads, whose bytes would be lost.
func checkTarget(path string, reads ...string) error {
	if err := studio.CheckTarget(path); err != nil {
		return err
	}
	return spares(path, reads)
}

// spares tells which of the files that the work reads a path leads to, if one.
func spares(path string, reads []string) error {
	for _, file := range reads {
		if sameFile(path, file) {
			return fmt.Errorf("it is %s itself, which would be lost: name another file", file)
		}
	}
	return nil
}

// sameFile tells whether two paths lead to one file, which need not be there yet.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, lost := os.Stat(b)
	if err == nil && lost == nil {
		return os.SameFile(one, other)
	}
	to, err := studio.Target(a)
	at, lost := studio.Target(b)
	return err == nil && lost == nil && absolute(to) == absolute(at)
}

func printJSON(w io.Writer, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, string(text))
	return err
}

// bar shows progress on standard error.
type bar struct {
	mu    sync.Mutex
	to    io.Writer
	begun time.Time
	told  time.Time // the last line
	lines bool      // in place of a bar
}

// lineEvery is the time between lines.
const lineEvery = 10 * time.Second

// newBar draws on a terminal; to a file or a pipe goes a line now and then.
func newBar(w io.Writer) *bar {
	b := &bar{to: w, begun: time.Now(), told: time.Now(), lines: true}
	if file, ok := w.(*os.File); ok {
		info, err := file.Stat()
		b.lines = err != nil || info.Mode()&os.ModeCharDevice == 0
	}
	return b
}

// show draws done of total.
func (b *bar) show(done, total int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	left := func() time.Duration {
		return (time.Since(b.begun) / time.Duration(max(done, 1)) * time.Duration(total-done)).Round(time.Second)
	}
	if b.lines {
		if done < total && time.Since(b.told) > lineEvery {
			b.told = time.Now()
			fmt.Fprintf(b.to, "uncodec: %d of %d steps, %s left\n", done, total, left())
		}
		return
	}
	full := 30 * done / total
	fmt.Fprintf(b.to, "\r[%s%s] %d/%d, %s left \033[K",
		strings.Repeat("#", full), strings.Repeat(" ", 30-full), done, total, left())
}

// clear takes the bar away, so that what is told next has a line of its own.
func (b *bar) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.lines {
		fmt.Fprint(b.to, "\r\033[K")
	}
}
