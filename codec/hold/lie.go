package hold

import (
	"fmt"
	"image"
)

// Lie is how a file's pixels lie in the picture that is made of them: turned, mirrored and cropped.
type Lie struct {
	first       image.Point // where the file's first pixel comes to lie
	right, down image.Point // where the next in its row and in its column do, from there
	size        image.Point // of the picture
}

// Lying is for a file of that size, of which all pixels lie as they are.
func Lying(size image.Point) Lie {
	return Lie{right: image.Pt(1, 0), down: image.Pt(0, 1), size: size}
}

// rightOf and downOf are where what led right and down leads once an EXIF orientation, 1 to 8, turned it.
var (
	rightOf = [...]image.Point{1: {1, 0}, {-1, 0}, {-1, 0}, {1, 0}, {0, 1}, {0, 1}, {0, -1}, {0, -1}}
	downOf  = [...]image.Point{1: {0, 1}, {0, 1}, {0, -1}, {0, -1}, {1, 0}, {-1, 0}, {-1, 0}, {1, 0}}
)

// Turned is the same once an EXIF orientation, 1 to 8, turned it.
func (l Lie) Turned(orientation int) Lie {
	across, along := rightOf[orientation], downOf[orientation]
	turn := func(p image.Point) image.Point { return across.Mul(p.X).Add(along.Mul(p.Y)) }
	end := turn(l.size.Sub(image.Pt(1, 1))) // of what began at 0,0: what is negative there moves back to it
	size := turn(l.size)
	return Lie{
		first: turn(l.first).Add(image.Pt(max(-end.X, 0), max(-end.Y, 0))),
		right: turn(l.right), down: turn(l.down),
		size: image.Pt(max(size.X, -size.X), max(size.Y, -size.Y)),
	}
}

// Orientation is the one, 1 to 8, that turns as all of its turns do.
func (l Lie) Orientation() int {
	for orientation := range rightOf {
		if l.right == rightOf[orientation] && l.down == downOf[orientation] {
			return orientation
		}
	}
	return 1
}

// Cropped is the same once it is cut.
func (l Lie) Cropped(to image.Rectangle) Lie {
	l.first, l.size = l.first.Sub(to.Min), to.Size()
	return l
}

// From is that of the part of the file that begins at a pixel.
func (l Lie) From(at image.Point) Lie {
	l.first = l.at(at)
	return l
}

// at is where a pixel of the file lies.
func (l Lie) at(p image.Point) image.Point {
	return l.first.Add(l.right.Mul(p.X)).Add(l.down.Mul(p.Y))
}

// shown are those of the file's pixels that lie in the picture.
func (l Lie) shown() image.Rectangle {
	back := func(p image.Point) image.Point {
		p = p.Sub(l.first)
		return image.Pt(p.X*l.right.X+p.Y*l.right.Y, p.X*l.down.X+p.Y*l.down.Y)
	}
	all := image.Rectangle{back(image.Point{}), back(l.size.Sub(image.Pt(1, 1)))}.Canon()
	all.Max = all.Max.Add(image.Pt(1, 1))
	return all
}

// check refuses a picture of another size.
func (l Lie) check(bounds image.Rectangle) error {
	if bounds != (image.Rectangle{Max: l.size}) {
		return fmt.Errorf("a picture of %v was to be held to a file of %v", bounds, l.size)
	}
	return nil
}
