package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// picturesName is the pictures' folder inside the data folder; temporary is how
// the names of files begin there that are still being written.
const (
	picturesName = "pictures"
	temporary    = ".tmp-"
)

// probe writes a little where pictures go, and removes it.
func (s *Store) probe() error {
	name := temporary + newID()
	err := s.pictures.WriteFile(name, make([]byte, 4096), 0o600)
	if gone := s.pictures.Remove(name); err == nil {
		err = gone
	}
	return err
}

// PutFile keeps the bytes of r, whatever they are, and returns their SHA-256 as
// 64 hexadecimal digits, and how many they are. It returns ErrTooLarge as soon
// as there are more than limit, ErrNoSpace when the disk is full, ErrReadOnly when it would go where nobody looks, and
// keeps nothing then. When it returns without error, the file survives a power cut.
// Until its row is there the file is dated awaited; one that no row names within an hour is fair game for Expire.
func (s *Store) PutFile(ctx context.Context, r io.Reader, limit int64) (hash string, size int64, err error) {
	if err := s.inPlace(); err != nil {
		return "", 0, doing("keep picture", err)
	}
	name := temporary + newID()
	hash, size, err = s.writeFile(name, &patientReader{ctx, r}, limit)
	if err == nil {
		err = s.pictures.Chtimes(name, awaited, awaited)
	}
	if err == nil {
		s.leases.take(hash, s.Now()) // before the file is there, or else a removal could come between
		if err = s.pictures.Rename(name, hash); err == nil {
			err = syncFolder(s.pictures)
		}
		if err != nil {
			s.leases.release(hash)
		}
	}
	if err != nil {
		s.pictures.Remove(name)
		return "", 0, doing("keep picture", err)
	}
	return hash, size, nil
}

// writeFile writes a new file of at most limit bytes, syncs it, and hashes it on
// the way.
func (s *Store) writeFile(name string, r io.Reader, limit int64) (hash string, size int64, err error) {
	f, err := s.pictures.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, sum), io.LimitReader(r, limit))
	if err != nil {
		return "", 0, err
	}
	switch _, err := io.ReadFull(r, make([]byte, 1)); {
	case err == nil:
		return "", 0, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	case err != io.EOF:
		return "", 0, err
	}
	return hex.EncodeToString(sum.Sum(nil)), size, f.Sync()
}

// OpenFile opens a picture's file for reading. Only a hash that PutFile could
// have returned can name one; all else is ErrNotFound.
func (s *Store) OpenFile(hash string) (*os.File, error) {
	if !isHash(hash) {
		return nil, doing("open picture", ErrNotFound)
	}
	f, err := s.pictures.Open(hash)
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrNotFound
	}
	return f, doing("open picture", err)
}

// ReadFile returns the bytes of a picture's file; it fails as OpenFile does.
func (s *Store) ReadFile(hash string) ([]byte, error) {
	if !isHash(hash) {
		return nil, doing("read picture", ErrNotFound)
	}
	data, err := s.pictures.ReadFile(hash)
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrNotFound
	}
	return data, doing("read picture", err)
}

// fileSize is how many bytes a picture's file has; ErrNotFound where there is none: no row
// is to name what isn't there.
func (s *Store) fileSize(hash string) (int64, error) {
	if !isHash(hash) {
		return 0, ErrNotFound
	}
	info, err := s.pictures.Stat(hash)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, ErrNotFound
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// isHash tells whether a name has the form of a SHA-256: no dot, no slash.
func isHash(name string) bool {
	return len(name) == 2*sha256.Size && strings.Trim(name, "0123456789abcdef") == ""
}

// patientReader reads until its context is done.
type patientReader struct {
	ctx context.Context
	r   io.Reader
}

func (p *patientReader) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}
