package handlers

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"uncodec/codec"
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
	name := "restored-" + b.Created.Local().Format(time.DateOnly)
	return s.saveArchive(w, r, name, func(a *archive) error { return s.archiveBatch(r.Context(), a, b, files, how) })
}

// batchTable is the name of the table in a batch's ZIP.
const batchTable = "restored.csv"

func (s *site) archiveBatch(ctx context.Context, a *archive, b store.Batch, files []store.BatchFile, how studio.Saving) error {
	a.taken[batchTable] = true
	lines := make([]batchLine, len(files))
	for n, f := range files {
		lines[n] = newBatchLine(b, f)
		if lines[n].state != store.Done || f.Image == nil {
			continue
		}
		data, err := s.saved(ctx, *f.Restoration, *f.Image, how)
		if err != nil {
			why := faultOf(err)
			if why.Status >= http.StatusInternalServerError {
				return err
			}
			lines[n].trouble = why.Detail // deleted meanwhile, or too large for the format: the others come all the same
			continue
		}
		lines[n].saved = a.untaken(codec.Stem(f.Name), extensions[how.Format])
		if err := a.picture(lines[n].saved, data, f.Restoration.Finished); err != nil {
			return err
		}
	}
	table, err := a.table(batchTable)
	if err != nil {
		return err
	}
	return writeTable(openCSV(table, namesOf(batchColumns)), batchColumns, lines, once[batchLine](nil))
}

// batchLine is a file of a batch as its table has it.
type batchLine struct {
	store.BatchFile
	state    store.State
	saved    string // its name in the ZIP, or ""
	trouble  string // why it is not there though it was restored
	restored restorationLine
}

func newBatchLine(b store.Batch, f store.BatchFile) batchLine {
	line := batchLine{BatchFile: f, state: fileState(b, f)}
	if f.Restoration != nil && f.Image != nil {
		line.restored = newRestorationLine(store.Listed{Restoration: *f.Restoration, Subject: store.Subject{Width: f.Image.Width, Height: f.Image.Height}})
	}
	return line
}

// batchColumns are the file's own, and some of its restoration's.
var batchColumns = slices.Concat([]column[batchLine]{
	{"file", func(l batchLine) any { return l.Name }},
	{"saved", func(l batchLine) any { return l.saved }},
	{"state", func(l batchLine) any { return string(l.state) }},
	{"error", func(l batchLine) any { return l.Error + l.restored.Error + l.trouble }}, // never two
	{"notes", func(l batchLine) any {
		if l.Image == nil {
			return nil
		}
		return strings.Join(notesOf(*l.Image), " ")
	}},
}, ofRestoration("width", "height", "model", "mode", "codec", "level", "strength", "held", "megapixels", "seconds", "consistency"))

func ofRestoration(names ...string) (out []column[batchLine]) {
	for _, c := range restorationColumns {
		if slices.Contains(names, c.name) {
			out = append(out, column[batchLine]{c.name, func(l batchLine) any {
				if l.Restoration == nil {
					return nil
				}
				return c.of(l.restored)
			}})
		}
	}
	return out
}
