package studio

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// mostLinks is how many links may lead on from one to the next, as for the system.
const mostLinks = 40

// Target is the file that a path leads to, whether that is there yet or not: a link may lead to where nothing is.
func Target(path string) (string, error) {
	for range mostLinks {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			return real, nil
		}
		if _, err := os.Stat(path); err == nil { // it is there and has no name, as a pipe behind /dev/stdout
			return path, nil
		}
		dir, err := folderOf(path)
		if err != nil {
			return "", err
		}
		path = filepath.Join(dir, filepath.Base(path))
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(dir, to)
		}
		path = to
	}
	return "", errors.New("its links lead round and round: name another file")
}

// folderOf is the folder that a file is to be in, which has to be there.
func folderOf(path string) (string, error) {
	dir := filepath.Dir(path)
	real, err := filepath.EvalSymlinks(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("the folder %s cannot be used (%w): name another", dir, cause(err))
	}
	if info, lost := os.Stat(real); err != nil || lost != nil || !info.IsDir() {
		return "", fmt.Errorf("there is no folder %s: make it first, or name another", dir)
	}
	return real, nil
}

// CheckTarget tells before the work why WriteWhole could not write a file; nil where it can.
func CheckTarget(path string) error {
	target, whole, err := openable(path)
	if err != nil || !whole {
		return err
	}
	return room(filepath.Dir(target))
}

// CheckInPlace tells why a file could not be written in its place: it needs no room beside it where it is there.
func CheckInPlace(path string) error {
	target, _, err := openable(path)
	if err != nil || taken(target) {
		return err
	}
	return room(filepath.Dir(target))
}

// CheckFolder tells before the work why no file could be made in a folder, or in the nearest above it that is there, for the
// folder to be made in.
func CheckFolder(dir string) error {
	for {
		info, err := os.Stat(dir)
		switch above := filepath.Dir(dir); {
		case err == nil && info.IsDir():
			return room(dir)
		case err == nil:
			return fmt.Errorf("%s is a file: name a folder", dir)
		case taken(dir) || above == dir:
			return fmt.Errorf("%s cannot be used (%w): name another folder", dir, cause(err))
		default:
			dir = above
		}
	}
}

func taken(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// openable is the file that a path leads to, which can be written or is not there. whole tells whether it is, or would be,
// a file that another can take the place of, and no pipe or the like.
func openable(path string) (target string, whole bool, err error) {
	if target, err = Target(path); err != nil {
		return "", false, err
	}
	info, err := os.Lstat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return target, true, nil
	case err != nil:
		return "", false, fmt.Errorf("it cannot be used (%w): name another file", cause(err))
	case info.IsDir():
		return "", false, errors.New("it is a folder: name a file in it")
	case !info.Mode().IsRegular(): // to open it might wait for who reads it
		return target, false, nil
	}
	there, err := os.OpenFile(target, os.O_WRONLY, 0) // else a renaming would replace what is write-protected
	if err != nil {
		return "", false, fmt.Errorf("it is there and may not be written (%w): name another file, or make it writable", cause(err))
	}
	return target, true, there.Close()
}

// room tells why no file can be made in a folder.
func room(dir string) error {
	part, err := makePart(dir)
	if err != nil {
		return err
	}
	return errors.Join(part.Close(), os.Remove(part.Name()))
}

// makePart makes the file that becomes another of its folder once it is whole.
func makePart(dir string) (*os.File, error) {
	part, err := os.OpenFile(filepath.Join(dir, ".uncodec-"+rand.Text()), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666) // os.CreateTemp asks no umask
	if err != nil {
		return nil, fmt.Errorf("no file can be made in %s (%w): name another folder, or make it writable", dir, cause(err))
	}
	return part, nil
}

// cause is an error of the system without the path that it was at, which may be one that nobody named.
func cause(err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
