package store

import (
	"errors"
	"os"
	"syscall"
)

// lockName is the file in the data folder that whoever writes there holds locked.
const lockName = "uncodec.lock"

// lock claims the data folder for this Store: another one, in whichever process, would take its running
// jobs for left over by a crash. The system lets go of it when the process ends, however that is. The folder itself
// is claimed besides, as somebody may delete the file. ErrInUse says that somebody else has it.
func (s *Store) lock() error {
	folder, err := s.dir.Open(".")
	if err != nil {
		return err
	}
	if err := s.claim(folder); errors.Is(err, ErrInUse) { // some disks of a network lock files alone
		return err
	}
	f, err := s.dir.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		err = s.claim(f)
	}
	if err != nil {
		return err
	}
	return s.remember("lock", lockName)
}

// claim locks a file or folder until Close.
func (s *Store) claim(f *os.File) error {
	s.locked = append(s.locked, f)
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrInUse
	}
	return err
}
