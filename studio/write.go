package studio

import (
	"crypto/rand"
	"errors"
	"fmt"
	"image"
	"io"
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

// WriteWhole writes a file that is there whole or not at all. What is no file, such as a pipe, is written
// to as it is; where a link leads to a file, that is replaced.
func WriteWhole(path string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		there, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(there), there.Close())
	}
	temporary := filepath.Join(filepath.Dir(path), fmt.Sprintf(".uncodec-%s", rand.Text()))
	part, err := os.OpenFile(temporary, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666) // os.CreateTemp asks no umask
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	if err := write(part); err != nil {
		part.Close()
		return err
	}
	if err := part.Close(); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}
