package inference

import (
	"fmt"
	"image"
	"slices"
)

// Views are the numbers of views that a restoration can be the mean of: each is the picture
// mirrored or turned, restored and put back (the geometric self-ensemble of EDSR, section
// 3.3). A view costs what a restoration costs.
var Views = []int{1, 2, 4, 8}

// CheckViews refuses a number of views that there is not.
func CheckViews(n int) error {
	if slices.Contains(Views, n) {
		return nil
	}
	return &ConditionError{fmt.Sprintf("a restoration cannot be the mean of %d views: give 1, 2, 4 or 8", n)}
}

// view is one of a square's eight symmetries: swap rows and columns, then mirror. In the
// order of their numbers the first 2, 4 and 8 are each a group of their own.
type view int

const (
	mirrored view = 1 << iota // left and right
	flipped                   // up and down
	swapped                   // rows and columns
)

// viewOf is the view of an upright picture that shows it as its file has it, which an EXIF orientation turned.
func viewOf(orientation int) view {
	return [...]view{
		2: mirrored, 3: mirrored | flipped, 4: flipped, 5: swapped,
		6: swapped | flipped, 7: swapped | mirrored | flipped, 8: swapped | mirrored,
	}[max(orientation, 1)]
}

// of is a tensor [1, C, h, w] as the view shows it; one cell looks alike from everywhere.
func (v view) of(t tensor) tensor {
	h, w := int(t.shape[2]), int(t.shape[3])
	if v == 0 || h*w == 1 {
		return t
	}
	seen := tensor{shape: slices.Clone(t.shape), data: make([]float32, len(t.data))}
	if v&swapped != 0 {
		seen.shape[2], seen.shape[3] = t.shape[3], t.shape[2]
	}
	v.each(h, w, len(t.data)/(h*w), func(from, to int) { seen.data[to] = t.data[from] })
	return seen
}

// addBack adds planes [C][..] that are as the view shows them to sums [C][h][w].
func (v view) addBack(sums, seen []float32, size image.Point) {
	v.each(size.Y, size.X, len(sums)/(size.X*size.Y), func(at, as int) { sums[at] += seen[as] })
}

// back are planes [C][h][w], which are as the view shows them, as they are without it.
func (v view) back(seen []float32, size image.Point) []float32 {
	if v == 0 {
		return seen
	}
	planes := make([]float32, len(seen))
	v.addBack(planes, seen, size)
	return planes
}

// each tells for every value of planes [count][h][w] where it stands and where the view has it.
func (v view) each(h, w, count int, tell func(at, as int)) {
	wide, high := w, h
	if v&swapped != 0 {
		wide, high = h, w
	}
	origin, column, row := 0, 1, wide // in the view: where its first value stands, and the steps to its neighbours
	if v&mirrored != 0 {
		origin, column = wide-1, -1
	}
	if v&flipped != 0 {
		origin, row = origin+(high-1)*wide, -wide
	}
	alongX, alongY := column, row // the same for one of x and of y here
	if v&swapped != 0 {
		alongX, alongY = row, column
	}
	for p := range count {
		for y := range h {
			at, as := (p*h+y)*w, p*h*w+origin+y*alongY
			for range w {
				tell(at, as)
				at++
				as += alongX
			}
		}
	}
}
