package inference

import (
	"errors"
	"image"
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
	strong, err := m.At("jpeg", "10")
	if err != nil {
		t.Fatal(err)
	}
	told, err := m.At("hevc", "27")
	if err != nil {
		t.Fatal(err)
	}
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
