package store

import (
	"fmt"
	"os"
	"path/filepath"
)

// opened is a file or folder that the store has open, and where it was then.
type opened struct {
	what, path string
	info       os.FileInfo
}

// remember keeps what of the data folder was opened just now, "" for all of it, for inPlace.
func (s *Store) remember(what, name string) error {
	path := filepath.Join(s.path, name)
	info, err := os.Stat(path)
	s.opened = append(s.opened, opened{what, path, info})
	return err
}

// inPlace refuses to go on where the folder, or what is open in it, was moved away, deleted or replaced: it can still be
// written, and nobody would find it.
func (s *Store) inPlace() error {
	for _, o := range s.opened {
		if there, err := os.Stat(o.path); err != nil || !os.SameFile(o.info, there) {
			return fmt.Errorf("%w: the %s that was opened is not at %s any more: put it back, or begin the studio anew with what is there", ErrReadOnly, o.what, o.path)
		}
	}
	return nil
}
