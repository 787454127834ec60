package inference

import (
	"errors"
	"image"
	"math"
	"slices"
	"testing"

	"github.com/disintegration/imaging"
)

// seen is a picture as a view shows it, by a library's word.
func seen(img *image.NRGBA, v view) *image.NRGBA {
	if v&swapped != 0 {
		img = imaging.Transpose(img)
	}
	if v&mirrored != 0 {
		img = imaging.FlipH(img)
	}
	if v&flipped != 0 {
		img = imaging.FlipV(img)
	}
	return img
}

// back undoes seen.
func back(img *image.NRGBA, v view) *image.NRGBA {
	if v&flipped != 0 {
		img = imaging.FlipV(img)
	}
	if v&mirrored != 0 {
		img = imaging.FlipH(img)
	}
	if v&swapped != 0 {
		img = imaging.Transpose(img)
	}
	return img
}

// TestView: a view shows what a library shows, and is put back where it was.
func TestView(t *testing.T) {
	for _, size := range []image.Point{{5, 3}, {3, 5}, {4, 4}, {1, 6}, {6, 1}, {1, 1}} {
		img := scene(size.X, size.Y)
		here := planes(img, 0, 0, size.X, size.Y)
		for v := range view(8) {
			there := v.of(here)
			other := seen(img, v)
			want := planes(other, 0, 0, other.Bounds().Dx(), other.Bounds().Dy())
			if !slices.Equal(there.data, want.data) || size.X*size.Y > 1 && !slices.Equal(there.shape, want.shape) {
				t.Errorf("%v as view %d: %v %v, want %v %v", size, v, there.shape, there.data, want.shape, want.data)
			}
			sums := slices.Clone(here.data)
			v.addBack(sums, there.data, size)
			for i := range sums {
				sums[i] /= 2
			}
			if !slices.Equal(sums, here.data) {
				t.Errorf("%v from view %d comes back as %v, was %v", size, v, sums, here.data)
			}
		}
	}
}

// TestMeanOfViews: a restoration of so many views is the mean of the views restored by
// themselves, and with it goes what is painted.
func TestMeanOfViews(t *testing.T) {
	m := openFast(t)
	img := scene(256, 128) // in whole strides, so that every view is padded alike
	told, strong := gentleAndStrong(t, m)
	const cell = 64
	told.Map = halves(img.Bounds().Size(), cell, strong)
	for _, views := range Views {
		calls, total := 0, 0
		got, err := m.Restore(t.Context(), img, told, views, func(_, all int) { calls, total = calls+1, all })
		if err != nil {
			t.Fatal(err)
		}
		if calls != total || total%views != 0 {
			t.Errorf("%d views: told %d times of %d steps", views, calls, total)
		}
		sums := make([]float64, len(img.Pix))
		for v := range view(views) {
			turned := told
			turned.Map = turnedMap(told.Map, v)
			one, err := m.Restore(t.Context(), seen(img, v), turned, 1, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range back(one.NRGBA, v).Pix {
				sums[i] += float64(p) / float64(views)
			}
		}
		want := image.NewNRGBA(img.Bounds())
		for i, s := range sums {
			want.Pix[i] = uint8(s + 0.5)
		}
		if largest, mean := difference(got.NRGBA, want); largest > 2 || mean > 0.3 { // each was rounded and clipped by itself
			t.Errorf("%d views: %d levels from their mean, %.3f on average", views, largest, mean)
		}
		if views == 1 {
			continue
		}
		if one, err := m.Restore(t.Context(), img, told, 1, nil); err != nil {
			t.Error(err)
		} else if largest, _ := difference(got.NRGBA, one.NRGBA); largest == 0 {
			t.Errorf("%d views give what one gives", views)
		}
	}
}

// turnedMap is a map as a view shows it, its cells drawn as a picture's pixels.
func turnedMap(m *Map, v view) *Map {
	cells := image.NewNRGBA(image.Rect(0, 0, m.Columns, len(m.Cells)/m.Columns))
	for i, c := range m.Cells {
		copy(cells.Pix[4*i:], []uint8{c, c, c, 255})
	}
	cells = seen(cells, v)
	out := &Map{Cell: m.Cell, Columns: cells.Bounds().Dx(), Conditions: m.Conditions}
	for i := 0; i < len(cells.Pix); i += 4 {
		out.Cells = append(out.Cells, cells.Pix[i])
	}
	return out
}

// TestBadViews are refused in words, before any work.
func TestBadViews(t *testing.T) {
	m := openFast(t)
	told, err := m.At("jpeg", "10")
	if err != nil {
		t.Fatal(err)
	}
	for _, views := range []int{-1, 3, 16} {
		_, err := m.Restore(t.Context(), scene(64, 64), told, views, nil)
		var refused *ConditionError
		if !errors.As(err, &refused) {
			t.Errorf("%d views: %v, want a refusal in words", views, err)
		}
	}
}

// turns are what EXIF orientations ask for.
var turns = map[int]func(image.Image) *image.NRGBA{
	1: imaging.Clone, 2: imaging.FlipH, 3: imaging.Rotate180, 4: imaging.FlipV, 5: imaging.Transpose, 6: imaging.Rotate270, 7: imaging.Transverse, 8: imaging.Rotate90,
}

// TestLooking: a turned picture is believed, restored and previewed as it is before it is turned, whatever of its views are asked.
func TestLooking(t *testing.T) {
	m := openFast(t)
	img := scene(256, 128) // in whole strides and blocks, so that it lies on the grid from all sides
	told, strong := gentleAndStrong(t, m)
	told.Map = halves(img.Bounds().Size(), 64, strong)
	believed, err := m.Predict(t.Context(), img)
	if err != nil {
		t.Fatal(err)
	}
	for orientation, turn := range turns {
		looking, upright := m.Looking(orientation), turn(img)
		if v := viewOf(orientation); !slices.Equal(seen(upright, v).Pix, img.Pix) {
			t.Fatalf("orientation %d is seen as view %d", orientation, v)
		}
		if got, err := looking.Predict(t.Context(), upright); err != nil || math.Abs(got.Codec[0]-believed.Codec[0]) > 1e-3 || math.Abs(got.Value-believed.Value) > 1e-3 {
			t.Errorf("orientation %d: believed to be %v, not %v, %v", orientation, got, believed, err)
		}
		turned := told
		turned.Map = turnedMap(told.Map, viewOf(inverse(orientation)))
		for _, views := range []int{1, 2} {
			want, err := m.Restore(t.Context(), img, told, views, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := looking.Restore(t.Context(), upright, turned, views, nil)
			if err != nil {
				t.Fatal(err)
			}
			if largest, mean := difference(got.NRGBA, turn(want.NRGBA)); largest > 2 || mean > 0.1 {
				t.Errorf("orientation %d, %d views: %d levels apart, %.3f on average", orientation, views, largest, mean)
			}
		}
		region, err := looking.EncodeLive(t.Context(), upright, upright.Bounds())
		if err != nil {
			t.Fatal(err)
		}
		shown, err := region.Restore(t.Context(), turned)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := looking.Restore(t.Context(), upright, turned, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		if largest, mean := difference(shown.NRGBA, whole.NRGBA); largest > 12 || mean > 0.3 { // of other tiles
			t.Errorf("orientation %d: seen while controls move %d levels from what it becomes, %.3f on average", orientation, largest, mean)
		}
	}
}

// inverse is the orientation that undoes another.
func inverse(orientation int) int {
	switch orientation {
	case 6:
		return 8
	case 8:
		return 6
	}
	return orientation
}
