package handlers

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// archive is a ZIP as it is written: what was added is sent, and no more than one
// picture is in memory.
type archive struct {
	*zip.Writer
	taken map[string]bool // names, in small letters: some systems do not tell them apart
}

// saveArchive answers with a ZIP to save. Once it began, what fails breaks the line.
func (s *site) saveArchive(w http.ResponseWriter, r *http.Request, name string, fill func(*archive) error) error {
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Cache-Control", "private, no-store")
	attach(w, name+".zip")
	a := &archive{zip.NewWriter(w), map[string]bool{}}
	err := fill(a)
	if err == nil {
		err = a.Close()
	}
	if err != nil {
		s.breakOff(r, "save an archive", err)
	}
	return nil
}

// reserved is what some system does not take in a file's name.
var reserved = strings.NewReplacer("<", "-", ">", "-", ":", "-", `"`, "-", "|", "-", "?", "-", "*", "-")

// devices are names that one system keeps for itself, whatever ends them.
var devices = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)`)

// untaken is a name that no file of the archive has yet, folders before it, and takes it.
func (a *archive) untaken(name, extension string) string {
	names := strings.Split(name, "/")
	for n, name := range names {
		name = strings.TrimRight(reserved.Replace(name), ". ")
		if name == "" || devices.MatchString(name) {
			name = "_" + name
		}
		names[n] = name
	}
	name = strings.Join(names, "/")
	free := name + extension
	for n := 2; a.taken[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s (%d)%s", name, n, extension)
	}
	a.taken[strings.ToLower(free)] = true
	return free
}

// utf8Names is the flag of an entry whose name is UTF-8.
const utf8Names = 0x800

// picture adds a file of a name that is untaken. Pictures are compressed already: they are
// stored as they are, with their size before them, so that it can be read as it comes.
func (a *archive) picture(name string, data []byte, at time.Time) error {
	header := zip.FileHeader{
		Name: name, Flags: utf8Names, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data), CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)),
	}
	header.SetModTime(at) // CreateRaw does not look at Modified
	entry, err := a.CreateRaw(&header)
	if err == nil {
		_, err = entry.Write(data)
	}
	return err
}

// table begins a file of text.
func (a *archive) table(name string) (io.Writer, error) {
	return a.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
}
