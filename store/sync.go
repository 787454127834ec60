package store

import (
	"context"
	"errors"
	"io"
	"os"
)

// syncFolder makes the names in a folder survive a power cut.
func syncFolder(dir *os.Root) error {
	return synced(dir.Open("."))
}

// synced makes what was opened survive a power cut, and closes it.
func synced(f *os.File, err error) error {
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// patientReader reads until its context is done.
type patientReader struct {
	ctx context.Context
	r   io.Reader
}

func (p *patientReader) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}
