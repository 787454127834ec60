package handlers

import (
	"bufio"
	"encoding/json"
	"io"
)

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
