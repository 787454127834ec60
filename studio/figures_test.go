package studio

import (
	"encoding/json"
	"testing"

	"uncodec/inference"
)

func TestFiguresOf(t *testing.T) {
	for name, c := range map[string]struct {
		told, main string
		rows       int
		fails      bool
	}{
		"none":             {"", "", 0, false},
		"a data set":       {`{"tables":{"A":{"dataset":"x","rows":[{"setting":"jpeg:10"}]}}}`, "x", 1, false},
		"one of two plans": {`{"tables":{"A":{"dataset":"x","rows":[{"setting":"jpeg:10"}]},"B":{"dataset":"x","rows":[{"setting":"webp:5"}]},"C":{"dataset":"a","rows":[{"setting":"jpeg:10"}]}}}`, "x", 2, false},
		"another's form":   {`{"columns":["psnr"],"D1":{"jpeg:10":[28.1]}}`, "", 0, false},
		"not a table":      {`{"tables":[28.1]}`, "", 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := FiguresOf(&inference.Model{Facts: inference.Facts{Name: "m", Figures: json.RawMessage(c.told)}})
			if (err != nil) != c.fails || f.Main() != c.main || len(f.On(c.main)) != c.rows {
				t.Errorf("%q with %d rows, %v", f.Main(), len(f.On(f.Main())), err)
			}
		})
	}
}
