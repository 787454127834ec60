package inference

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// readFiles gives the bytes of the networks, of the live decoder or nil, the hash of the
// networks (the live decoder has no part in what is kept), and whether there were sums to
// check them against.
func readFiles(fsys fs.FS, dir string) (data [len(files)][]byte, live []byte, hash string, checked bool, err error) {
	sums, err := readSums(fsys, dir)
	if err != nil {
		return data, nil, "", false, err
	}
	all := sha256.New()
	for i, name := range files {
		var sum [sha256.Size]byte
		data[i], sum, err = readFile(fsys, dir, name, sums)
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%s is missing: restore the file, or export the model again: %w", name, fs.ErrNotExist)
		}
		if err != nil {
			return data, nil, "", false, err
		}
		all.Write(sum[:])
	}
	live, _, err = readFile(fsys, dir, liveFile, sums)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return data, nil, "", false, err
	}
	return data, live, hex.EncodeToString(all.Sum(nil)), sums != nil, nil
}

// readFile reads a file of a model and checks it against its sum, where the model has sums.
func readFile(fsys fs.FS, dir, name string, sums map[string]string) (data []byte, sum [sha256.Size]byte, err error) {
	if data, err = fs.ReadFile(fsys, path.Join(dir, name)); err != nil {
		return nil, sum, err
	}
	sum = sha256.Sum256(data)
	want, listed := sums[name]
	if sums != nil && !listed {
		return nil, sum, fmt.Errorf("%s is not in SHA256SUMS: restore that file, or remove it if the model is your own", name)
	}
	if listed && want != hex.EncodeToString(sum[:]) {
		return nil, sum, fmt.Errorf("%s is damaged: its SHA-256 is not the one in SHA256SUMS; restore the file", name)
	}
	return data, sum, nil
}

// sumsFile lists the sums of a model's files.
const sumsFile = "SHA256SUMS"

func readSums(fsys fs.FS, dir string) (map[string]string, error) {
	text, err := fs.ReadFile(fsys, path.Join(dir, sumsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if sum, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			sums[name] = sum
		}
	}
	return sums, nil
}
