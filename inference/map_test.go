package inference

import (
	"errors"
	"image"
	"reflect"
	"strings"
	"testing"
)

// halves maps the left half of a picture to the base and the right half to another condition.
func halves(size image.Point, cell int, other Condition) *Map {
	m := &Map{Cell: cell, Columns: (size.X + cell - 1) / cell, Conditions: []Condition{other}}
	m.Cells = make([]uint8, m.Columns*((size.Y+cell-1)/cell))
	for i := range m.Cells {
		if i%m.Columns*cell >= size.X/2 {
			m.Cells[i] = 1
		}
	}
	return m
}

// TestMap: a map of one condition is that condition; of two, each side is its own.
func TestMap(t *testing.T) {
	m := openFast(t)
	img := scene(512, 300)
	gentle, strong := gentleAndStrong(t, m)
	both, everywhere := gentle, gentle
	both.Map = halves(img.Bounds().Size(), 32, strong)
	everywhere.Map = halves(img.Bounds().Size(), 32, gentle)
	for _, told := range []Condition{both, everywhere} {
		if err := m.CheckMap(told.Map, img.Bounds().Size()); err != nil {
			t.Fatal(err)
		}
	}
	out, err := m.RestoreEach(t.Context(), img, []Condition{gentle, strong, both, everywhere}, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if largest, _ := difference(out[0].NRGBA, out[3].NRGBA); largest > 0 {
		t.Errorf("a map of one condition differs from it by %d levels", largest)
	}
	// Far from the border between them; at it they share their surroundings.
	left, right := image.Rect(0, 0, 150, 300), image.Rect(362, 0, 512, 300)
	within := func(a, b *image.NRGBA, r image.Rectangle) float64 {
		_, mean := difference(cut(a, r), cut(b, r))
		return mean
	}
	if own, other := within(out[2].NRGBA, out[0].NRGBA, left), within(out[2].NRGBA, out[1].NRGBA, left); own*4 > other {
		t.Errorf("left: %.3f levels from its condition, %.3f from the other", own, other)
	}
	if own, other := within(out[2].NRGBA, out[1].NRGBA, right), within(out[2].NRGBA, out[0].NRGBA, right); own*4 > other {
		t.Errorf("right: %.3f levels from its condition, %.3f from the other", own, other)
	}
	// What a viewer's crop shows is what the whole picture will be, but for the rounding of
	// the live decoder and for what lies beyond the crop.
	at := image.Rect(200, 50, 480, 250)
	if _, mean := difference(preview(t, m, img, at, both), cut(out[2].NRGBA, at)); mean > 0.4 {
		t.Errorf("the crop differs from the whole by %.3f levels on average", mean)
	}
}

// TestBadMaps are refused in words.
func TestBadMaps(t *testing.T) {
	f := Facts{Stride: 128}
	size := image.Pt(100, 70)
	for says, m := range map[string]Map{
		"divides 128":       {Cell: 48, Columns: 3, Cells: make([]uint8, 6)},
		"multiple of 16":    {Cell: 8, Columns: 13, Cells: make([]uint8, 117)},
		"needs 12":          {Cell: 32, Columns: 4, Cells: make([]uint8, 11)},
		"rows of 4":         {Cell: 32, Columns: 3, Cells: make([]uint8, 12)},
		"names condition 1": {Cell: 64, Columns: 2, Cells: []uint8{0, 0, 1, 0}},
	} {
		var refused *ConditionError
		if err := f.CheckMap(&m, size); !errors.As(err, &refused) || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: %v, want %q", m, err, says)
		}
	}
	if err := f.CheckMap(&Map{Cell: 32, Columns: 4, Cells: make([]uint8, 12)}, size); err != nil {
		t.Error(err)
	}
}

// TestPredictMap: every square has a posterior of its own.
func TestPredictMap(t *testing.T) {
	m := openFast(t)
	columns, said, err := m.PredictMap(t.Context(), scene(300, 140), 128)
	if err != nil || columns != 3 || len(said) != 6 {
		t.Fatalf("%d columns, %d squares, %v", columns, len(said), err)
	}
	for i, p := range said {
		sum := 0.0
		for _, v := range p.Codec {
			sum += v
		}
		if sum < 0.999 || sum > 1.001 {
			t.Errorf("square %d: probabilities sum to %g", i, sum)
		}
	}
	if _, _, err := m.PredictMap(t.Context(), scene(64, 64), 40); err == nil {
		t.Error("squares of 40 pixels were taken")
	}
}

// TestPredictMapTurned: a turned picture's squares are read where they are drawn, to half a block, on the codec's grid.
func TestPredictMapTurned(t *testing.T) {
	m := openFast(t)
	for _, c := range []struct{ width, lead, from int }{{300, 0, 128}, {300, 7, 128 - 7}, {300, 9, 128 + 7}, {300, 15, 128 + 1}, {132, 12, 128 - 12}} {
		img, lead, from := scene(c.width, 140), c.lead, c.from
		img.Rect = image.Rect(lead, 0, lead+c.width, 140)
		_, said, err := m.PredictMap(t.Context(), img, 128)
		if err != nil {
			t.Fatal(err)
		}
		from0, _ := fromOrigin(img)
		want, err := m.predictCrop(t.Context(), from0, image.Rect(from, 0, from+128, 128))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(said[1], want) {
			t.Errorf("a picture that begins at %d in its block: the second square is not read from %d on", lead, from)
		}
	}
}
