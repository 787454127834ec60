package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/studio"
)

// outputs chooses where each file goes.
func (c *restoreCommand) outputs() (map[string]string, error) {
	info, err := os.Stat(c.Output)
	folder := err == nil && info.IsDir() || strings.HasSuffix(c.Output, "/") || len(c.Files) > 1
	if _, picture := codec.FormatOf(c.Output); err != nil && picture == nil && len(c.Files) > 1 {
		return nil, fmt.Errorf("%s is the name of a picture: for several name a folder with -o", c.Output)
	}
	if !folder {
		if err := c.checkOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Output, err)
		}
		return map[string]string{c.Files[0]: c.Output}, nil
	}
	if err := c.checkQuality("png"); err != nil {
		return nil, err
	}
	if err := studio.CheckFolder(c.Output); err != nil {
		return nil, err
	}
	taken, err := c.taken()
	if err != nil {
		return nil, err
	}
	to, spared := map[string]string{}, c.readInfos()
	for _, file := range c.Files {
		base := filepath.Base(file)
		stem := codec.Stem(base)
		target := filepath.Join(c.Output, stem+".png")
		for n := 2; taken[filepath.Base(target)] || !free(target, spared); n++ { // photo.jpg and photo.webp
			target = filepath.Join(c.Output, fmt.Sprintf("%s-%d.png", stem, n))
		}
		taken[filepath.Base(target)] = true
		if info, err := os.Stat(target); err == nil { // a link by another name may lead there
			spared = append(spared, info)
		}
		to[file] = target
	}
	return to, nil
}

// free tells whether a result may go to a path: no folder is there, and, by whatever name, none of the files that are spared.
func free(path string, spared []os.FileInfo) bool {
	info, err := os.Stat(path)
	return err != nil || !info.IsDir() && !slices.ContainsFunc(spared, func(s os.FileInfo) bool { return os.SameFile(info, s) })
}

// taken are the names in the output's folder that no result may have: all that are there, where
// some picture comes from there, for others beside it may be originals too.
func (c *restoreCommand) taken() (map[string]bool, error) {
	taken := map[string]bool{}
	if !slices.ContainsFunc(c.reads(), func(file string) bool { return store.SameFolder(filepath.Dir(file), c.Output) }) {
		return taken, nil
	}
	entries, err := os.ReadDir(c.Output)
	for _, entry := range entries {
		taken[entry.Name()] = true
	}
	return taken, err
}

// reads are the files that no result may replace.
func (c *restoreCommand) reads() []string {
	if c.Reference == "" {
		return c.Files
	}
	return append(slices.Clone(c.Files), c.Reference)
}

// readInfos are those files as the system knows them; what is not there is told when it is read.
func (c *restoreCommand) readInfos() (infos []os.FileInfo) {
	for _, file := range c.reads() {
		if info, err := os.Stat(file); err == nil {
			infos = append(infos, info)
		}
	}
	return infos
}

// checkOutput tells before the work what would fail after it.
func (c *restoreCommand) checkOutput() error {
	format, err := codec.FormatOf(c.Output)
	if err != nil && filepath.Ext(c.Output) == "" && !exists(c.Output) {
		return errors.New("it is not there yet: end it in / for a folder to be made, or in .png, .jpg or .webp for a picture")
	}
	if err != nil {
		return err
	}
	if err := checkTarget(c.Output, c.reads()...); err != nil {
		return err
	}
	return c.checkQuality(format)
}

// ready tells before a picture is restored why the result could not take the place of what is there.
func (c *restoreCommand) ready(target string) error {
	if !exists(target) {
		return nil
	}
	if err := checkTarget(target, c.reads()...); err != nil {
		return fmt.Errorf("%s: %w", target, err)
	}
	return nil
}

// checkQuality refuses a quality that a format does not have.
func (c *restoreCommand) checkQuality(format string) error {
	if c.Quality == nil {
		return nil
	}
	if err := codec.CheckQuality(*c.Quality); err != nil {
		return lineError{fmt.Errorf("--quality: %w", err)}
	}
	if format == "png" {
		return lineError{errors.New("--quality is for .jpg and .webp: a PNG loses nothing")}
	}
	return nil
}

// save is how the result is saved there, without metadata yet.
func (c *restoreCommand) save(target string) (save codec.Save, err error) {
	if c.Quality != nil {
		save.Quality = *c.Quality
	}
	save.Format, err = codec.FormatOf(target)
	return save, err
}
