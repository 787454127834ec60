package studio

import (
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"uncodec/codec"
)

// WriteFile encodes a picture by the path's extension, whole or not at all.
func WriteFile(path string, img *image.NRGBA, how codec.Save) error {
	var err error
	if how.Format, err = codec.FormatOf(path); err == nil {
		err = how.Check()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return WriteWhole(path, func(w io.Writer) error { return codec.EncodeAs(w, img, how) })
}

// WriteWhole writes a file that is there whole or not at all, and on the disk. What is no file, such as a pipe, is written
// to as it is; where a link leads to a file, or is to lead to one, that is written; what is write-protected stays. Errors
// name the path.
func WriteWhole(path string, write func(io.Writer) error) error {
	target, whole, err := openable(path)
	switch {
	case err != nil:
	case whole:
		err = replace(target, write)
	default:
		err = writeTo(target, write)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, cause(err))
	}
	return nil
}

// writeTo writes to what is there.
func writeTo(target string, write func(io.Writer) error) error {
	there, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(there), there.Close())
}

// replace writes beside the target what takes its place; it may be read and written by whom that may.
func replace(target string, write func(io.Writer) error) error {
	part, err := makePart(filepath.Dir(target))
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	if err = keepMode(part, target); err == nil { // before anything stands in it
		err = write(part)
	}
	if err == nil {
		err = part.Sync() // else a power cut could leave the new name and nothing in it
	}
	if err := errors.Join(err, part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), target)
}

// keepMode gives a file the permissions of the one that it is to replace, if there is one.
func keepMode(part *os.File, target string) error {
	there, err := os.Stat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	own, err := part.Stat()
	if err != nil || own.Mode().Perm() == there.Mode().Perm() { // which some disks cannot change
		return err
	}
	return part.Chmod(there.Mode().Perm())
}
