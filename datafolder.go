package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// dataFolder is where a studio keeps what it is given.
type dataFolder struct {
	Data string `help:"Folder of the database and the pictures; ~/.local/share/uncodec by default." placeholder:"DIR"`
}

// path is the folder, whether it is there or not.
func (d dataFolder) path() (string, error) {
	if d.Data != "" {
		return filepath.Abs(d.Data)
	}
	if base := os.Getenv("XDG_DATA_HOME"); base != "" {
		return filepath.Join(base, "uncodec"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no home folder to keep pictures in: name one with --data: %w", err)
	}
	return filepath.Join(home, ".local", "share", "uncodec"), nil
}
