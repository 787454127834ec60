package hold

import (
	"image"
	"testing"
)

// TestLie: a lie leads where its turns, in their order, bring a pixel.
func TestLie(t *testing.T) {
	size := image.Pt(5, 3)
	turns := map[int]func(x, y, w, h int) (int, int){
		1: func(x, y, w, h int) (int, int) { return x, y },
		2: func(x, y, w, h int) (int, int) { return w - 1 - x, y },
		3: func(x, y, w, h int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y, w, h int) (int, int) { return x, h - 1 - y },
		5: func(x, y, w, h int) (int, int) { return y, x },
		6: func(x, y, w, h int) (int, int) { return h - 1 - y, x },
		7: func(x, y, w, h int) (int, int) { return h - 1 - y, w - 1 - x },
		8: func(x, y, w, h int) (int, int) { return y, w - 1 - x },
	}
	for first, turn := range turns {
		for second, again := range turns {
			once := Lying(size).Turned(first)
			crop := image.Rectangle{Min: image.Pt(1, 1), Max: once.size}
			lie := once.Cropped(crop).Turned(second).From(image.Pt(1, 0))
			count := 0
			for y := range size.Y {
				for x := 1; x < size.X; x++ {
					ax, ay := turn(x, y, size.X, size.Y)
					bx, by := again(ax-1, ay-1, crop.Dx(), crop.Dy())
					here := image.Pt(x-1, y)
					if got, want := lie.at(here), image.Pt(bx, by); got != want {
						t.Fatalf("%d, cropped, %d: %v lies at %v, not at %v", first, second, here, got, want)
					}
					inside := image.Pt(bx, by).In(image.Rectangle{Max: lie.size})
					if inside != here.In(lie.shown()) {
						t.Fatalf("%d, cropped, %d: %v is shown: %t", first, second, here, !inside)
					}
					if inside {
						count++
					}
				}
			}
			if count == 0 {
				t.Fatalf("%d, cropped, %d: nothing is shown", first, second)
			}
		}
	}
}
