package handlers

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

// TestCellText: no text of a person's becomes a formula in a spreadsheet, whatever parts its
// cells; a figure below zero stays one.
func TestCellText(t *testing.T) {
	for value, want := range map[any]string{
		"=1+1.jpg": "'=1+1.jpg", "+49.jpg": "'+49.jpg", "-1.jpg": "'-1.jpg", "@SUM(A1).jpg": "'@SUM(A1).jpg", "＝1.jpg": "'＝1.jpg", "\t=1": "\t'=1", "\tx": "'\tx",
		"a;=1+1.jpg": "a;'=1+1.jpg", `a;"=1+1".jpg`: `a;"'=1+1".jpg`, "a;;@b;-c": "a;;'@b;'-c", "a\n=1": "a\n'=1",
		"a=1; b-2.jpg": "a=1; b-2.jpg", "jpeg=0.7,hevc=0.3": "jpeg=0.7,hevc=0.3", "Köln (2).jpg": "Köln (2).jpg", "": "", -0.5: "-0.5", 3: "3",
	} {
		if got := cellText(value); got != want {
			t.Errorf("%q is written %q, should be %q", value, got, want)
		}
	}
}

// TestCSVWhereSemicolonsPart: where a semicolon parts cells and a comma does not, none begins
// with a formula either.
func TestCSVWhereSemicolonsPart(t *testing.T) {
	var file bytes.Buffer
	table := openCSV(&file, []string{"id", "file", "note"})
	for _, text := range []string{`=1+1`, `x;=1+1`, `x;"=1+1"`, "x\r\n=1+1", `x,"";=1+1;"y`} {
		if err := table.row([]any{"A", text, text}); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.close(); err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(&file)
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = ';', true, -1
	for _, row := range must(reader.ReadAll())(t) {
		for _, cell := range row {
			if strings.HasPrefix(strings.Trim(cell, `"`), "=") {
				t.Errorf("a cell is %q", cell)
			}
		}
	}
}
