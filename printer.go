package main

import (
	"errors"
	"io"
	"io/fs"
)

// printer is standard output. It remembers the first error, after which nothing more is written, and tells it once, at the
// end: a command need not look at each line, and its other work goes on.
type printer struct {
	to  io.Writer
	err error
}

// Write always says that it wrote.
func (p *printer) Write(text []byte) (int, error) {
	if p.err == nil {
		_, p.err = p.to.Write(text)
	}
	return len(text), nil
}

// trouble is why what was printed is not whole, or nil.
func (p *printer) trouble() error {
	var at *fs.PathError
	if errors.As(p.err, &at) {
		return at.Err
	}
	return p.err
}
