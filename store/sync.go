package store

import (
	"errors"
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
