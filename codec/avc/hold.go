package avc

import (
	"context"
	"image"

	"uncodec/codec/hold"
)

// Blocks shows a picture's blocks to who holds to them. What is coded as samples has no frequencies, and stays.
func (p *still) Blocks(begin, end func(x, y int) error, show func(*hold.Rectangle, []hold.Part)) error {
	known := kinds{}
	var room [4]hold.Part
	_, err := p.read(begin, end, func(b *block) {
		if !b.exact {
			show(b.rectangle(), known.parts(room[:0], b))
		}
	})
	return err
}

// Side is that of a macroblock.
func (p *still) Side() int { return 16 }

// Half is by which shift a plane has fewer samples than luma.
func (p *still) Half(plane int) int { return p.half(plane) }

// Shown are the samples of luma that are the picture's.
func (p *still) Shown() image.Rectangle { return p.shown }

// Chroma is its format's number: 0 none, 1 4:2:0, 3 4:4:4.
func (p *still) Chroma() int { return p.chroma }

// Colour is how its samples were made of RGB; grey is of full range where the container says nothing, as swscale has it.
func (p *still) Colour(container hold.Colour) hold.Colour {
	told := p.colour.Within(container)
	told.FullRange = told.FullRange || p.chroma == 0 && !container.Known
	return told
}

// Level is its mean QP of luma, over the first of so many pixels.
func (p *still) Level(ctx context.Context, pixels int) (float64, error) {
	return p.meanQP(ctx, min(p.across()*p.down(), pixels/(16*16)))
}

// rectangle is a block that is to be held.
func (b *block) rectangle() *hold.Rectangle {
	var of hold.Transform = parts(b.side / 4)
	switch b.form {
	case four:
		of = &basis4
	case eight:
		of = &basis8
	}
	return &hold.Rectangle{
		Plane: b.plane, X: b.x, Y: b.y, Wide: b.side, High: b.side, Guess: b.guess[:], Unit: b.unit, Levels: b.levels, Row: b.side,
		Transform: of, Group: [4]int{b.x >> 3, b.y >> 3},
	}
}

// parts are a block's squares.
func (k kinds) parts(to []hold.Part, b *block) []hold.Part {
	if b.form == four {
		return append(to, hold.Part{Shape: shapeFour, Kind: k.of(b, shapeFour), Places: places[0][:16]})
	}
	shape := shapeEight
	if b.form == together {
		shape = shapeWhole
		if b.side == 8 {
			shape = shapeChroma
		}
	}
	for n := range b.side * b.side / 64 {
		to = append(to, hold.Part{Shape: shape + n, Kind: k.of(b, shape+n), Places: places[n][:]})
	}
	return to
}
