package handlers

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"time"
	"unicode/utf8"

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

// csvTable is a table for spreadsheets.
type csvTable struct{ *csv.Writer }

func openCSV(w io.Writer, names []string) tableWriter {
	out := csvTable{csv.NewWriter(w)}
	_ = out.Write(names) // the next row or the end tells of an error
	return out
}

func (t csvTable) row(cells []any) error {
	line := make([]string, len(cells))
	for n, value := range cells {
		line[n] = cellText(value)
	}
	return t.Write(line)
}

func (t csvTable) close() error {
	t.Flush()
	return t.Error()
}

// formula is where a spreadsheet would begin to read a formula in a text: at its beginning, and
// behind what parts cells where commas do not. There it takes a semicolon or the end of a line
// for the end of a cell, in quotes or not, and a text could put a formula into the next one.
var formula = regexp.MustCompile(`[;\t\r\n]"*[=+\-@＝＋－＠]|^[\t\r\n=+\-@＝＋－＠]`)

// cellText is a value as spreadsheets take it. Before what one would take for a formula stands
// an apostrophe.
func cellText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'g', 8, 64)
	case time.Time:
		return v.UTC().Format(time.RFC3339)
	case string:
		return formula.ReplaceAllStringFunc(v, func(found string) string {
			_, last := utf8.DecodeLastRuneInString(found)
			return found[:len(found)-last] + "'" + found[len(found)-last:]
		})
	}
	return fmt.Sprint(value)
}

// jsonTable is an array of objects, one a line.
type jsonTable struct {
	*bufio.Writer
	names [][]byte // as JSON
	rows  int
}

func openJSON(w io.Writer, names []string) tableWriter {
	out := &jsonTable{Writer: bufio.NewWriter(w)}
	for _, name := range names {
		text, _ := json.Marshal(name) // a string always can be
		out.names = append(out.names, text)
	}
	return out
}

func (t *jsonTable) row(cells []any) error {
	open := ",\n{"
	if t.rows == 0 {
		open = "[\n{"
	}
	t.rows++
	for n, value := range cells {
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		_, _ = t.WriteString(open) // the last Write tells of errors before
		_, _ = t.Write(t.names[n])
		_, _ = t.WriteString(": ")
		_, _ = t.Write(text)
		open = ", "
	}
	_, err := t.WriteString("}")
	return err
}

func (t *jsonTable) close() error {
	if t.rows == 0 {
		_, _ = t.WriteString("[")
	}
	_, _ = t.WriteString("\n]\n")
	return t.Flush()
}
