package handlers

import (
	"archive/zip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// archive is a ZIP as it is written: what was added is sent, and no more than one
// picture is in memory.
type archive struct {
	*zip.Writer
	taken map[string]bool // names, in small letters: some systems do not tell them apart
}

// saveArchive answers with a ZIP to save. Once it began, what fails breaks the line: half a
// ZIP must not pass for a whole one.
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
		if r.Context().Err() == nil {
			s.Log.Error("save an archive", "request", requestID(r), "error", err)
		}
		panic(http.ErrAbortHandler)
	}
	return nil
}

// untaken is a name that no file of the archive has yet, and takes it.
func (a *archive) untaken(name, extension string) string {
	free := name + extension
	for n := 2; a.taken[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s (%d)%s", name, n, extension)
	}
	a.taken[strings.ToLower(free)] = true
	return free
}

// picture adds a file of a name that is untaken. Pictures are compressed already: they are
// stored as they are.
func (a *archive) picture(name string, data []byte, at time.Time) error {
	entry, err := a.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: at})
	if err == nil {
		_, err = entry.Write(data)
	}
	return err
}

// table begins a file of text.
func (a *archive) table(name string) (io.Writer, error) {
	return a.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
}
