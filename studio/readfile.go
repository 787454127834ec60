package studio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"uncodec/codec"
)

// raising are the options of the command line that raise the limits of files.
var raising = map[codec.Limit]string{codec.LimitPixels: "--max-pixels", codec.LimitDecodeTime: "--decode-time"}

// ReadFile decodes a picture file within the engine's limits. Errors name the file.
func (e *Engine) ReadFile(ctx context.Context, path string) (*codec.Picture, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unread(path, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a folder: name the pictures in it", path)
	}
	if info.Size() > e.Limits.Bytes {
		has, limit := codec.Size(info.Size()), codec.Size(e.Limits.Bytes)
		if has == limit {
			has = fmt.Sprintf("%d bytes", info.Size())
		}
		return nil, fmt.Errorf("%s: %s are more than the limit of %s: raise that with --max-bytes", path, has, limit)
	}
	data, err := readUpTo(path, e.Limits.Bytes)
	if err != nil {
		return nil, err
	}
	picture, err := e.Tools.Decode(ctx, data, e.Limits)
	var refused *codec.InputError
	if errors.As(err, &refused) && refused.Limit != "" {
		return nil, fmt.Errorf("%s: %w %s raises the limit.", path, err, raising[refused.Limit])
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return picture, nil
}

// readUpTo reads a file that may be a pipe, or grow meanwhile.
func readUpTo(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unread(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s: more than the limit of %s: raise that with --max-bytes", path, codec.Size(limit))
	}
	return data, err
}

// unread says why a file is not read, and what would work.
func unread(path string, err error) error {
	switch {
	case path == "-":
		return errors.New("-: there is no such file: /dev/stdin reads what comes on standard input")
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file", path)
	}
	return fmt.Errorf("%s: it may not be read (%w): let it be read, or name a copy of your own", path, cause(err))
}

// Folder lists a folder's picture files in order, and the files that links there lead to, without hidden ones: what a
// Mac lays beside a picture as ._picture.jpg is none. Folders in it are not looked into.
func Folder(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read (%w): name another", dir, cause(err))
	}
	var out []string
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		hidden := strings.HasPrefix(entry.Name(), ".")
		if info, err := os.Stat(path); !hidden && codec.Named(path) && err == nil && info.Mode().IsRegular() {
			out = append(out, path)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there are no pictures in %s: none of the files right in it has the ending of a kind that can be read", dir)
	}
	return out, nil
}
