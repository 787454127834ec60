package handlers

import (
	"archive/zip"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// batchFile saves what a batch restored as a ZIP, with a table of all its files; ?format,
// ?quality, ?place and ?note as for one picture.
func (s *site) batchFile(w http.ResponseWriter, r *http.Request) error {
	how, err := saving(r.URL.Query())
	if err != nil {
		return err
	}
	if err := how.Check(); err != nil {
		return err
	}
	b, files, err := s.batch(r)
	if err != nil {
		return err
	}
	if b.Done == 0 {
		return newFault(http.StatusConflict, web.Words.BatchNothing)
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Cache-Control", "private, no-store")
	attach(w, "restored-"+b.Created.Local().Format(time.DateOnly)+".zip")
	if err := s.archive(w, r, b, files, how); err != nil {
		if r.Context().Err() == nil {
			s.Log.Error("archive", "request", requestID(r), "error", err)
		}
		panic(http.ErrAbortHandler) // the status is out: half a ZIP must not pass for a whole one
	}
	return nil
}

// archive writes the ZIP as it goes: one picture at a time is in memory.
func (s *site) archive(w io.Writer, r *http.Request, b store.Batch, files []store.BatchFile, how studio.Saving) error {
	out := zip.NewWriter(w)
	taken := map[string]bool{"restored.csv": true}
	saved := make([]string, len(files))
	for n, f := range files {
		if fileState(b, f) != store.Done || f.Image == nil {
			continue
		}
		data, err := s.saved(r.Context(), *f.Restoration, *f.Image, how)
		if err != nil {
			return err
		}
		saved[n] = untaken(taken, strings.TrimSuffix(f.Name, path.Ext(f.Name)), extensions[how.Format])
		// Pictures are compressed already: they are stored as they are.
		entry, err := out.CreateHeader(&zip.FileHeader{Name: saved[n], Method: zip.Store, Modified: f.Restoration.Finished})
		if err == nil {
			_, err = entry.Write(data)
		}
		if err != nil {
			return err
		}
	}
	table, err := out.CreateHeader(&zip.FileHeader{Name: "restored.csv", Method: zip.Deflate, Modified: time.Now()})
	if err == nil {
		err = writeBatchCSV(table, b, files, saved)
	}
	if err != nil {
		return err
	}
	return out.Close()
}

// untaken is a name that no file of the ZIP has yet, however a system writes letters.
func untaken(taken map[string]bool, name, extension string) string {
	free := name + extension
	for n := 2; taken[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s (%d)%s", name, n, extension)
	}
	taken[strings.ToLower(free)] = true
	return free
}

func writeBatchCSV(w io.Writer, b store.Batch, files []store.BatchFile, saved []string) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"file", "saved", "state", "error", "width", "height", "model", "condition", "strength", "consistency", "seconds"})
	for n, f := range files {
		line := []string{plain(f.Name), plain(saved[n]), string(fileState(b, f)), f.Error, "", "", "", "", "", "", ""}
		if f.Image != nil {
			line[4], line[5] = fmt.Sprint(f.Image.Width), fmt.Sprint(f.Image.Height)
		}
		if r := f.Restoration; r != nil {
			taken, asked := studio.ConditionOf(*r)
			line[3], line[6], line[7], line[8], line[9] = r.Error, r.Model, conditionText(taken, asked), cell(&taken.Strength), cell(r.Consistency)
			if _, cost := figures(*r); cost.Seconds > 0 {
				line[10] = cell(&cost.Seconds)
			}
		}
		_ = out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// plain keeps a spreadsheet from taking a file's name for a formula.
func plain(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
