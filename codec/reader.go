package codec

import (
	"context"
	"io"
)

// readStep is how much a decoder gets between two looks at its context.
const readStep = 1024

// contextReader reads data until its context is done: the only way to stop the
// standard decoders, which know no contexts.
type contextReader struct {
	ctx  context.Context
	data []byte
}

func (r *contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if len(r.data) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), readStep)], r.data)
	r.data = r.data[n:]
	return n, nil
}
