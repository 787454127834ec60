package handlers

import (
	"image"
	"net/http"
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
			return nil, newFault(http.StatusUnprocessableEntity, web.Words.BadPart)
		}
	}
	if side[0] >= side[2] || side[1] >= side[3] {
		return nil, newFault(http.StatusUnprocessableEntity, web.Words.BadPart)
	}
	columns, rows := (size.X+partCell-1)/partCell, (size.Y+partCell-1)/partCell
	m := &studio.ConditionMap{Cell: partCell, Columns: columns, Cells: make([]byte, columns*rows), Conditions: []studio.ConditionRequest{
		{Mode: studio.Manual, Codec: map[string]float64{form.Get("part"): 1}, Strength: &strength},
	}}
	left, right := cellsWithin(side[0], side[2], size.X)
	top, bottom := cellsWithin(side[1], side[3], size.Y)
	for y := top; y <= bottom; y++ {
		for x := left; x <= right; x++ {
			m.Cells[y*columns+x] = 1
		}
	}
	return m, nil
}

// cellsWithin are the first and the last cell along a side of a picture that belong to a span of it, in
// percent: those whose middle it holds, of what the picture shows of them. A span that holds none, as it is
// thinner than a cell, has the one that holds it.
func cellsWithin(from, to float64, whole int) (first, last int) {
	cells := (whole + partCell - 1) / partCell
	first, last = cells, -1
	for at := range cells {
		middle := float64(at*partCell+min((at+1)*partCell, whole)) * 50 / float64(whole)
		if middle >= from && middle < to {
			first, last = min(first, at), at
		}
	}
	if last < 0 {
		first = min(int((from+to)/200*float64(whole))/partCell, cells-1)
		last = first
	}
	return first, last
}
