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
		if !(side[n] >= 0 && side[n] <= 100) { // NaN too
			return nil, newFault(422, web.Words.BadPart)
		}
	}
	if side[0] >= side[2] || side[1] >= side[3] {
		return nil, newFault(422, web.Words.BadPart)
	}
	columns, rows := (size.X+partCell-1)/partCell, (size.Y+partCell-1)/partCell
	m := &studio.ConditionMap{Cell: partCell, Columns: columns, Cells: make([]byte, columns*rows), Conditions: []studio.ConditionRequest{
		{Mode: studio.Manual, Codec: map[string]float64{form.Get("part"): 1}, Strength: &strength},
	}}
	// A cell belongs to the rectangle that holds the middle of what the picture shows of it.
	middle := func(at, whole int) float64 {
		from, to := at*partCell, min((at+1)*partCell, whole)
		return float64(from+to) * 50 / float64(whole)
	}
	found := false
	for i := range m.Cells {
		x, y := middle(i%columns, size.X), middle(i/columns, size.Y)
		if x >= side[0] && x < side[2] && y >= side[1] && y < side[3] {
			m.Cells[i], found = 1, true
		}
	}
	if !found { // smaller than a cell: the one that holds it
		at := func(from, to float64, whole, cells int) int {
			return min(int((from+to)/200*float64(whole))/partCell, cells-1)
		}
		m.Cells[at(side[1], side[3], size.Y, rows)*columns+at(side[0], side[2], size.X, columns)] = 1
	}
	return m, nil
}
