package store

import (
	"fmt"
	"os"
	"syscall"
)

// FreeBytes tells how much room the disk of the data folder has left for this
// user, for a floor under which uploads are refused.
func (s *Store) FreeBytes() (int64, error) {
	if err := s.inPlace(); err != nil {
		return 0, doing("look at the disk", err)
	}
	var disk syscall.Statfs_t
	if err := syscall.Statfs(s.path, &disk); err != nil {
		return 0, doing("look at the disk", err)
	}
	return int64(disk.Bavail) * int64(disk.Bsize), nil
}

// inPlace refuses to go on in a folder that was moved away or deleted: what is open can still be written, and nobody
// would find it.
func (s *Store) inPlace() error {
	opened, err := s.dir.Stat(".")
	if err != nil {
		return err
	}
	if there, err := os.Stat(s.path); err != nil || !os.SameFile(opened, there) {
		return fmt.Errorf("%w: the data folder is not at %s any more: put it back", ErrReadOnly, s.path)
	}
	return nil
}
