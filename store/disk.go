package store

import "syscall"

// FreeBytes tells how much room the disk of the data folder has left for this
// user, for a floor under which uploads are refused.
func (s *Store) FreeBytes() (int64, error) {
	if err := s.inPlace(); err != nil {
		return 0, doing("look at the disk", err)
	}
	return FreeBytes(s.path)
}

// FreeBytes tells how much room the disk of a folder has left for this user, or that of what would hold the folder
// once it is made.
func FreeBytes(dir string) (int64, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(standing(dir), &disk); err != nil {
		return 0, doing("look at the disk", err)
	}
	return int64(disk.Bavail) * int64(disk.Bsize), nil
}
