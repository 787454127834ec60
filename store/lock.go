package store

import (
	"errors"
	"os"
	"syscall"
)

// lockName is the file in the data folder that whoever writes there holds locked.
const lockName = "uncodec.lock"

// lock claims the data folder for this Store: another one, in whichever process, would take its running
// jobs for left over by a crash. The system lets go of it when the process ends, however that is.
// ErrInUse says that somebody else has it.
func (s *Store) lock() (err error) {
	if s.locked, err = s.dir.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return err
	}
	err = syscall.Flock(int(s.locked.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrInUse
	}
	return err
}
