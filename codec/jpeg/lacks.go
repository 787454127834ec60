package jpeg

import "errors"

// Lacks are what a file lacks of its picture; that is grey. A whole one lacks nothing.
type Lacks struct {
	End    float64 // share of the picture, 0…1: its lowest part, which the file ends before
	Within float64 // share of it that was lost in between
	Detail bool    // colours or detail of the rest are not whole
}

// leastShare is how much of a picture a file has to hold that ends early.
const leastShare = 0.25

// errCut says that the file ends within a scan, and that what it holds is worth having.
var errCut = errors.New("it ends early")

// cutAt takes note of how much of a picture a scan brought that ends early: its first one all that is seen, a later one detail.
// What is wrong otherwise stays so.
func (d *decoder) cutAt(s *scan, share float64, wrong error) error {
	ended := len(s.data) < 2 || len(s.data) == 2 && s.data[1] == markEOI // which some tool may have put behind what it had
	if !ended {                                                          // but of data that makes no sense, or the next marker
		return wrong
	}
	if d.showsFirst(s) {
		d.lacks.End = 1 - share
	} else {
		d.lacks.Detail = true
	}
	if d.lacks.End+d.lacks.Within > 1-leastShare {
		return FormatError("it ends before most of the picture")
	}
	return errCut
}

// lose takes note of a share of a scan that is lost in between.
func (d *decoder) lose(s *scan, share float64) {
	if d.showsFirst(s) {
		d.lacks.Within += share
	} else {
		d.lacks.Detail = true
	}
}

// showsFirst says that a scan is the one by which the picture is seen first: what it lacks is missing, what later ones lack
// is detail.
func (d *decoder) showsFirst(s *scan) bool {
	return s.components[0].component == &d.components[0] && !d.seen
}
