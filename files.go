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

func printJSON(w io.Writer, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, string(text))
	return err
}

// bar shows progress on standard error where that is a terminal.
type bar struct {
	mu    sync.Mutex
	to    io.Writer
	begun time.Time
}

// newBar is nil, which shows nothing, where w is no terminal.
func newBar(w io.Writer) *bar {
	file, ok := w.(*os.File)
	if !ok {
		return nil
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return &bar{to: w, begun: time.Now()}
}

// show draws done of total; at the end it clears the line.
func (b *bar) show(done, total int) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if done >= total {
		fmt.Fprint(b.to, "\r\033[K")
		return
	}
	left := time.Since(b.begun) / time.Duration(done) * time.Duration(total-done)
	full := 30 * done / total
	fmt.Fprintf(b.to, "\r[%s%s] %d/%d, %s left \033[K",
		strings.Repeat("#", full), strings.Repeat(" ", 30-full), done, total, left.Round(time.Second))
}
