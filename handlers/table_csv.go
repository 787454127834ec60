package handlers

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"time"
	"unicode/utf8"
)

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
