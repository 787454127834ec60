package studio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"uncodec/codec"
	"uncodec/inference"
)

// Engine predicts, restores and compresses pictures in memory.
type Engine struct {
	Models []*inference.Model // the default first; empty where the networks cannot run
	Tools  *codec.Toolbox
	Limits codec.Limits
	// Why says what is wrong with models that are not among them, and how to get them.
	Why error
}

// Model finds a model by name; "" is the default.
func (e *Engine) Model(name string) (*inference.Model, error) {
	if len(e.Models) == 0 {
		return nil, &UnavailableError{e.Why}
	}
	if name == "" {
		return e.Models[0], nil
	}
	known := make([]string, len(e.Models))
	for i, m := range e.Models {
		if m.Name == name {
			return m, nil
		}
		known[i] = m.Name
	}
	message := fmt.Sprintf("there is no model %.40q: there are %s, by the names in their metadata", name, strings.Join(known, ", "))
	if e.Why != nil {
		message += fmt.Sprintf(" (%v)", (&UnavailableError{e.Why}).Public())
	}
	return nil, &inference.ConditionError{Message: message}
}

// UnavailableError says that the networks cannot run here.
type UnavailableError struct{ Cause error }

func (e *UnavailableError) Error() string { return e.Cause.Error() }

// Unwrap gives the cause: a server that is away is waited for.
func (e *UnavailableError) Unwrap() error { return e.Cause }

// Public is the reason without the places on this machine that Error names: for who comes to it.
func (e *UnavailableError) Public() string {
	var at *inference.PlaceError
	if errors.As(e.Cause, &at) {
		return at.Public
	}
	if errors.As(e.Cause, new(*inference.RemoteError)) { // its address is nobody's business
		return serverAway
	}
	return e.Error()
}

const serverAway = "the server that the networks run on does not answer"

// ReadFile decodes a picture file within the engine's limits. Errors name the file.
func (e *Engine) ReadFile(ctx context.Context, path string) (*codec.Picture, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%s: there is no such file, or it cannot be read", path)
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
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return picture, nil
}

// readUpTo reads a file that may be a pipe, or grow meanwhile. The limit may be the largest number there is.
func readUpTo(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, max(limit, limit+1)))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s: more than the limit of %s: raise that with --max-bytes", path, codec.Size(limit))
	}
	return data, err
}

// Folder lists a folder's picture files in order, and the files that links there lead to.
func Folder(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read (%w): name another", dir, cause(err))
	}
	var out []string
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if info, err := os.Stat(path); codec.Named(path) && err == nil && info.Mode().IsRegular() {
			out = append(out, path)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there are no pictures in %s: none of its files has the ending of a kind that can be read", dir)
	}
	return out, nil
}
