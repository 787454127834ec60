package studio

import (
	"cmp"
	"encoding/json"
	"fmt"
	"image"

	"uncodec/inference"
)

// MapConditions is how many conditions a map may have.
const MapConditions = 64

// ConditionMap asks for conditions of their own for parts of a picture: a grid of square
// cells, row by row from the upper left corner.
type ConditionMap struct {
	Cell       int                `json:"cell"`       // side of a cell in pixels: 16, 32, 64 or 128
	Columns    int                `json:"columns"`    // cells in a row
	Cells      Cells              `json:"cells"`      // 0: as the rest; k: Conditions[k-1]
	Conditions []ConditionRequest `json:"conditions"` // without maps of their own, and without Unheld
}

// Cells are a byte a cell. In JSON they are base64 alone: encoding/json would take a list of numbers too.
type Cells []byte

func (c *Cells) UnmarshalJSON(data []byte) error {
	return cmp.Or(json.Unmarshal(data, new(string)), json.Unmarshal(data, (*[]byte)(c)))
}

// PartTaken is what a part of the picture was told.
type PartTaken struct {
	Codec    map[string]float64 `json:"codec"`
	Strength float64            `json:"strength"`
	Mode     string             `json:"mode"`
	Share    float64            `json:"share"` // of the cells
}

func resolveMap(m *inference.Model, r *ConditionMap, p *Prediction) (*inference.Map, []PartTaken, error) {
	if len(r.Conditions) > MapConditions {
		return nil, nil, &inference.ConditionError{Message: fmt.Sprintf("a map takes up to %d conditions, and this one has %d", MapConditions, len(r.Conditions))}
	}
	out := &inference.Map{Cell: r.Cell, Columns: r.Columns, Cells: r.Cells}
	parts := make([]PartTaken, len(r.Conditions))
	for i, asked := range r.Conditions {
		if asked.Map != nil {
			return nil, nil, &inference.ConditionError{Message: "a part of a map cannot have a map of its own"}
		}
		if asked.Unheld {
			return nil, nil, &inference.ConditionError{Message: "a part of a map cannot be unheld by itself: say so of the whole condition"}
		}
		c, taken, err := resolveOne(m, asked, p)
		if err != nil {
			return nil, nil, err
		}
		out.Conditions = append(out.Conditions, c)
		parts[i] = PartTaken{Codec: taken.Codec, Strength: taken.Strength, Mode: taken.Mode}
	}
	if err := m.CheckMap(out, image.Pt(p.Width, p.Height)); err != nil {
		return nil, nil, err
	}
	for _, k := range r.Cells {
		if k > 0 {
			parts[k-1].Share += 1 / float64(len(r.Cells))
		}
	}
	return out, parts, nil
}
