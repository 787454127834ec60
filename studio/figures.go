package studio

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"uncodec/inference"
)

// Figures are what was measured of a model, as its own files tell: evaluations by the
// name of their plan, each of a data set and its rows.
type Figures struct {
	Tables      map[string]Evaluation `json:"tables"`
	Recognition Recognition           `json:"recognition"`
}

// FiguresOf reads a model's figures. Those of a model that tells none are empty; the
// error is of a model that tells them in another form.
func FiguresOf(m *inference.Model) (f Figures, err error) {
	if len(m.Figures) == 0 {
		return f, nil
	}
	if err := json.Unmarshal(m.Figures, &f); err != nil {
		return Figures{}, fmt.Errorf("the figures of model %s: %w", m.Name, err)
	}
	return f, nil
}

// On is the rows of a data set by their setting.
func (f Figures) On(dataset string) map[string]Row {
	rows := map[string]Row{}
	for _, plan := range slices.Sorted(maps.Keys(f.Tables)) { // of two that measured a setting, always the same one counts
		table := f.Tables[plan]
		if table.Dataset == dataset {
			for _, row := range table.Rows {
				rows[row.Setting] = row
			}
		}
	}
	return rows
}

// Main is the data set with the most settings measured, "" if there is none.
func (f Figures) Main() (dataset string) {
	most := 0
	for _, table := range f.Tables {
		if n := len(f.On(table.Dataset)); n > most || n == most && table.Dataset < dataset {
			dataset, most = table.Dataset, n
		}
	}
	return dataset
}
