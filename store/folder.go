package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// Present tells whether a folder is a store's. The error is of one that may not be looked into: what it has nobody knows.
func Present(dir string) (bool, error) {
	info, err := os.Stat(filepath.Join(dir, databaseName))
	switch {
	case err == nil:
		return info.Size() > 0, nil
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
		return false, nil
	}
	return false, fmt.Errorf("%s may not be looked into (%w): run as whoever it belongs to, or name another folder with --data", dir, errors.Unwrap(err))
}

// makeFolders makes the data folder and its folder of pictures, only for this user.
func (s *Store) makeFolders() error {
	return s.orLink(os.MkdirAll(filepath.Join(s.path, picturesName), 0o700))
}

// orLink says of an error with the folder of pictures what to do where that is a link: the system's words don't help.
func (s *Store) orLink(err error) error {
	path := filepath.Join(s.path, picturesName)
	if there, e := os.Lstat(path); err == nil || e != nil || there.Mode()&fs.ModeSymlink == 0 {
		return err
	}
	return fmt.Errorf("%s is a link out of the data folder or to nothing: move the whole folder to where the pictures are to be, and name that with --data", path)
}

// openFolders opens both.
func (s *Store) openFolders() (err error) {
	if s.dir, err = os.OpenRoot(s.path); err == nil {
		s.pictures, err = s.dir.OpenRoot(picturesName)
		err = s.orLink(err)
	}
	if err == nil {
		err = s.remember("data folder", "")
	}
	if err == nil {
		err = s.remember("folder of pictures", picturesName)
	}
	return err
}

// Unusable tells why no store can be made or kept in a folder: it, or what would hold it, is a file, or cannot be
// written, or it has pictures and no database. nil where one can.
func Unusable(dir string) error {
	if err := missing(dir); err != nil {
		return err
	}
	dir = standing(dir)
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is a file: name a folder", dir)
	}
	return writable(dir)
}

// writable tells why nothing can be written into a folder.
func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".uncodec-")
	if err != nil {
		return doing("write into "+dir, err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// missing refuses pictures without a database: a new one would name none of them, and the next sweep remove them all.
func missing(dir string) error {
	entries, err := os.ReadDir(filepath.Join(dir, picturesName))
	if there, unknown := Present(dir); err != nil || there || unknown != nil || !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return isHash(e.Name()) }) {
		return nil
	}
	return fmt.Errorf("there are pictures, and %s is missing or empty: put it back, or a backup's whole folder in place of %s; to begin anew, move %s away",
		filepath.Join(dir, databaseName), dir, filepath.Join(dir, picturesName))
}

// SameFolder tells whether two paths are one folder.
func SameFolder(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// standing is a path, or the nearest above it that is there.
func standing(path string) string {
	for {
		if _, err := os.Stat(path); err == nil || path == filepath.Dir(path) {
			return path
		}
		path = filepath.Dir(path)
	}
}
