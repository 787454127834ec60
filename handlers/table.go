package handlers

import (
	"io"
	"net/http"
	"time"

	"uncodec/web"
)

// column is a named cell of every row of a table that is saved.
type column[T any] struct {
	name string
	of   func(T) any // a text, number or time; nil where there is none
}

// tableWriter writes a table's rows as they come.
type tableWriter interface {
	row(cells []any) error
	close() error
}

// tableFormat is a form that tables are saved in.
type tableFormat struct {
	kind string // media type
	open func(w io.Writer, names []string) tableWriter
}

// tableFormats are the values of ?format.
var tableFormats = map[string]tableFormat{
	"csv":  {"text/csv; charset=utf-8", openCSV},
	"json": {"application/json", openJSON},
}

// writeTable writes all rows that next gives; it gives none at the end.
func writeTable[T any](out tableWriter, columns []column[T], rows []T, next func() ([]T, error)) (err error) {
	for cells := make([]any, len(columns)); len(rows) > 0 && err == nil; rows, err = next() {
		for _, row := range rows {
			for n, c := range columns {
				cells[n] = c.of(row)
			}
			if err := out.row(cells); err != nil {
				return err
			}
		}
	}
	if err != nil {
		return err
	}
	return out.close()
}

func namesOf[T any](columns []column[T]) []string {
	names := make([]string, len(columns))
	for n, c := range columns {
		names[n] = c.name
	}
	return names
}

// within are the columns of a part of a row as columns of the whole.
func within[T, Part any](columns []column[Part], part func(T) Part) []column[T] {
	out := make([]column[T], len(columns))
	for n, c := range columns {
		out[n] = column[T]{c.name, func(row T) any { return c.of(part(row)) }}
	}
	return out
}

// saveTable answers with a table to save in ?format. However long it is, no more than
// one of next's answers is held.
func saveTable[T any](s *site, w http.ResponseWriter, r *http.Request, name string, columns []column[T], next func() ([]T, error)) error {
	format, ok := tableFormats[r.URL.Query().Get("format")]
	if !ok {
		return badRequest(web.Words.BadTable)
	}
	rows, err := next() // before anything is written: what fails may still say so
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", format.kind)
	attach(w, name+"."+r.URL.Query().Get("format"))
	if r.Method == http.MethodHead { // nobody is to see the rows, which may be many
		return nil
	}
	if err := writeTable(format.open(w, namesOf(columns)), columns, rows, next); err != nil {
		s.breakOff(r, "save a table", err)
	}
	return nil
}

// breakOff breaks the line of an answer that failed on its way: half of it must not look whole.
func (s *site) breakOff(r *http.Request, doing string, err error) {
	if r.Context().Err() == nil {
		s.Log.Error(doing, "request", requestID(r), "error", err)
	}
	panic(http.ErrAbortHandler)
}

// once gives rows in one go.
func once[T any](rows []T) func() ([]T, error) {
	return func() ([]T, error) {
		given := rows
		rows = nil
		return given, nil
	}
}

// number64 is a figure, or nothing where no number says it.
func number64(v float64) any {
	if !finite(v) {
		return nil
	}
	return v
}

func orNil(v *float64) any {
	if v == nil {
		return nil
	}
	return number64(*v)
}

func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}
