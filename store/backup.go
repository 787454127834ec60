package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes a copy of the data folder to a new folder, which Open can open:
// the database as it is at one moment, and every picture that it names. The
// store stays in use meanwhile, by this program or another; a picture that is deleted
// during the copy may lack its file there. What fails leaves no folder, and what is killed none of that name:
// it is path.part until it is whole.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	path = filepath.Clean(path)
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already: name a new folder for the copy", path)
	}
	part := path + ".part"
	if err := s.makeCopy(part); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(part))
		}
	}()
	named, err := s.copyDatabase(ctx, part)
	if err != nil {
		return doing("back up the database", err)
	}
	if err := s.copyPictures(ctx, filepath.Join(part, picturesName), named); err != nil {
		return doing("back up the pictures", err)
	}
	if err = synced(os.Open(part)); err == nil {
		err = os.Rename(part, path)
	}
	if err == nil {
		err = synced(os.Open(filepath.Dir(path)))
	}
	return doing("back up", err)
}

// makeCopy makes the folder that a copy is built in.
func (s *Store) makeCopy(path string) error {
	whole, err := filepath.Abs(path)
	if err != nil {
		return doing("back up", err)
	}
	for at := whole; at != filepath.Dir(at); at = filepath.Dir(at) {
		if SameFolder(at, s.path) {
			return fmt.Errorf("%s lies in the data folder itself: name a place for the copy outside of it", path)
		}
	}
	err = os.Mkdir(path, 0o700)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s is there already, left by a copy that was cut short: remove it, or name another folder", path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s for the copy to be made in: make it, or name another", filepath.Dir(whole))
	}
	return doing("back up", err)
}

// copyDatabase copies the database into a folder, and tells which files the copy names. It does so with a connection of its
// own: the reading ones may not make a file, and the writing one has other work to do.
func (s *Store) copyDatabase(ctx context.Context, folder string) (named map[string]bool, err error) {
	db, err := connect(s.path, handle{connections: 1})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	path := filepath.Join(folder, databaseName)
	if err := touch(path); err != nil { // SQLite takes an empty file
		return nil, err
	}
	if _, err = db.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return nil, err
	}
	copied, err := connect(folder, reading)
	if err != nil {
		return nil, err
	}
	named, err = namedFiles(ctx, copied)
	return named, errors.Join(err, copied.Close(), synced(os.Open(path))) // SQLite leaves that to its caller
}

// copyPictures copies the files of those names. What came after the database was copied stays out: whoever begins with the
// copy would be told that the database is older than its pictures.
func (s *Store) copyPictures(ctx context.Context, path string, named map[string]bool) error {
	if err := os.Mkdir(path, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return err
	}
	defer root.Close()
	for hash := range named {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.copyPicture(root, hash); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", hash, err)
		}
	}
	return syncFolder(root)
}

func (s *Store) copyPicture(to *os.Root, hash string) (err error) {
	source, err := s.pictures.Open(hash)
	if err != nil {
		return err
	}
	defer source.Close()
	f, err := to.OpenFile(hash, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := io.Copy(f, source); err != nil {
		return err
	}
	return f.Sync()
}
