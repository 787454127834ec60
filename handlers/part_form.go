package handlers

import (
	"image"
	"net/url"

	"uncodec/studio"
	"uncodec/web"
)

// partCell is the side of the cells of a map made by the form, as fine as the brush's.
const partCell = 32

// formPart makes a map of a rectangle: the fields part (a codec), part.strength, and
// part.left, .top, .right and .bottom in percent of a picture of a size.
func formPart(form url.Values, size image.Point) (*studio.ConditionMap, error) {
	strength, err := number(form, "part.strength")
	if err != nil {
		return nil, err
	}
	var side [4]float64
	for n, name := range []string{"part.left", "part.top", "part.right", "part.bottom"} {
		if side[n], err = number(form, name); err != nil {
			return nil, err
		}
		if side[n] < 0 || side[n] > 100 {
			return nil, newFault(422, web.Words.BadPart)
		}
	}
	columns, rows := (size.X+partCell-1)/partCell, (size.Y+partCell-1)/partCell
	m := &studio.ConditionMap{Cell: partCell, Columns: columns, Cells: make([]byte, columns*rows), Conditions: []studio.ConditionRequest{
		{Mode: studio.Manual, Codec: map[string]float64{form.Get("part"): 1}, Strength: &strength},
	}}
	// A cell belongs to the rectangle that holds its middle.
	within := func(at int, from, to float64, whole int) bool {
		middle := (float64(at) + 0.5) * partCell * 100 / float64(whole)
		return middle >= from && middle < to
	}
	any := false
	for i := range m.Cells {
		if within(i%columns, side[0], side[2], size.X) && within(i/columns, side[1], side[3], size.Y) {
			m.Cells[i], any = 1, true
		}
	}
	if !any {
		return nil, newFault(422, web.Words.BadPart)
	}
	return m, nil
}
