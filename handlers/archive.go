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
// picture is kept for that.
type archive struct {
	*zip.Writer
	hold  func([]byte) (content io.ReadSeeker, leave func(), err error) // a picture, while it is read
	taken map[string]bool                                               // names, folders' with a slash, in small letters: some systems do not tell them apart
}

func (s *site) newArchive(w io.Writer) *archive {
	return &archive{zip.NewWriter(w), s.hold, map[string]bool{}}
}

// saveArchive answers with a ZIP to save. Once it began, what fails breaks the line.
func (s *site) saveArchive(w http.ResponseWriter, r *http.Request, name string, fill func(*archive) error) error {
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Cache-Control", "private, no-store")
	attach(w, name+".zip")
	if r.Method == http.MethodHead { // nobody is to see what is in it, which is much work
		return nil
	}
	a := s.newArchive(w)
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

// untaken is a name that nothing in the archive has yet, folders before it, and takes it. A folder has another name
// where a file has its own: nothing can be unpacked as both.
func (a *archive) untaken(name, extension string) string {
	var path string // of the folders, each with its slash
	names := strings.Split(name, "/")
	last := len(names) - 1
	for _, folder := range names[:last] {
		folder = anywhere(folder)
		free := folder
		for n := 2; a.taken[strings.ToLower(path+free)]; n++ {
			free = fmt.Sprintf("%s (%d)", folder, n)
		}
		path += free + "/"
		a.taken[strings.ToLower(path)] = true
	}
	name = anywhere(names[last])
	free := path + name + extension
	for n := 2; a.has(free); n++ {
		free = fmt.Sprintf("%s%s (%d)%s", path, name, n, extension)
	}
	a.taken[strings.ToLower(free)] = true
	return free
}

// has tells whether a name is a file's or a folder's.
func (a *archive) has(name string) bool {
	name = strings.ToLower(name)
	return a.taken[name] || a.taken[name+"/"]
}

// entryBytes is how long a name in an archive may be before its number and its ending: most systems take 255 bytes.
const entryBytes = 240

// anywhere is a name that every system takes.
func anywhere(name string) string {
	name = strings.TrimRight(shortened(reserved.Replace(name), entryBytes), ". ")
	if name == "" || devices.MatchString(name) {
		name = "_" + name
	}
	return name
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
	content, leave, err := a.hold(data)
	if err != nil {
		return err
	}
	defer leave()
	entry, err := a.CreateRaw(&header)
	if err == nil {
		_, err = io.Copy(entry, content)
	}
	return err
}

// table begins a file of text.
func (a *archive) table(name string) (io.Writer, error) {
	return a.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
}
