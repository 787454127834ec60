package main

import (
	"errors"
	"os"
	"path/filepath"
)

// dataFolder is where a studio keeps what it is given.
type dataFolder struct {
	Data string `help:"Folder of the database and the pictures; ~/.local/share/uncodec by default." placeholder:"DIR" default:"${data}"`
}

// path is the folder, whether it is there or not.
func (d dataFolder) path() (string, error) {
	if d.Data == "" {
		return "", errors.New("no home folder to keep pictures in: name a folder with --data")
	}
	return filepath.Abs(d.Data)
}

// usualData is the data folder where none is named; "" where there is no home folder.
func usualData(getenv func(string) string) string {
	if base := getenv("XDG_DATA_HOME"); base != "" {
		return filepath.Join(base, "uncodec")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".local", "share", "uncodec")
}
