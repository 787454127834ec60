package hevc

import (
	"context"
	"image"

	"uncodec/codec/hold"
)

// Blocks shows a picture's blocks to who holds to them. What is coded as samples has no frequencies, and stays.
func (p *still) Blocks(begin, end func(x, y int) error, show func(*hold.Rectangle, []hold.Part)) error {
	known := kinds{}
	var room [16]hold.Part
	_, err := p.read(begin, end, func(b *block) {
		if b.coding != samples && b.coding != untouched {
			show(b.rectangle(), known.parts(room[:0], b))
		}
	})
	return err
}

// Side is that of a coding tree block.
func (p *still) Side() int { return 1 << p.ctb }

// Half is by which shift a plane has fewer samples than luma.
func (p *still) Half(plane int) int { return p.half(plane) }

// Shown are the samples of luma that are the picture's.
func (p *still) Shown() image.Rectangle { return p.shown }

// Chroma is its format's number: 0 none, 1 4:2:0, 3 4:4:4.
func (p *still) Chroma() int { return p.chroma }

// Colour is how its samples were made of RGB; grey is of full range, as libheif has it, whatever it says.
func (p *still) Colour(container hold.Colour) hold.Colour {
	told := p.colour.Within(container)
	told.FullRange = told.FullRange || p.chroma == 0
	return told
}

// Level is its mean QP of luma, over the first of so many pixels.
func (p *still) Level(ctx context.Context, pixels int) (float64, error) {
	return p.meanQP(ctx, min(p.across()*p.down(), pixels>>(2*p.ctb)))
}

// rectangle is a block that is to be held.
func (b *block) rectangle() *hold.Rectangle {
	side := b.side()
	return &hold.Rectangle{
		Plane: b.plane, X: b.x, Y: b.y, Wide: side, High: side, Guess: b.guess[:], Unit: b.unit, Levels: b.levels[:], Row: side,
		Transform: basisOf(&b.blockHead), Group: [4]int{b.x >> 3, b.y >> 3, b.qp, int(b.coding)},
	}
}

// parts are a block's squares.
func (k kinds) parts(to []hold.Part, b *block) []hold.Part {
	if b.log2 == 2 {
		return append(to, hold.Part{Kind: k.of(b, 0), Places: places[0][:16]})
	}
	across := 1 << (b.log2 - 3)
	for n := range across * across {
		shape := shapeOf(b.log2, n%across, n/across)
		to = append(to, hold.Part{Shape: shape, Kind: k.of(b, shape), Places: places[shape][:]})
	}
	return to
}
