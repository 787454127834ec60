package av1

import (
	"context"
	"image"

	"uncodec/codec/hold"
)

// Blocks shows a picture's blocks to who holds to them. What is coded without loss stays as it is.
func (p *still) Blocks(begin, end func(x, y int) error, show func(*hold.Rectangle, []hold.Part)) error {
	known := kinds{}
	var room [16]hold.Part
	return p.read(begin, end, func(b *block) {
		if b.across != exact {
			show(b.rectangle(), known.parts(room[:0], &b.blockHead))
		}
	})
}

// Side is that of a superblock.
func (p *still) Side() int { return 1 << p.sb }

// Half is by which shift a plane has fewer samples than luma.
func (p *still) Half(plane int) int { return p.half(plane) }

// Shown are the samples of luma that are the picture's.
func (p *still) Shown() image.Rectangle { return image.Rectangle{Max: p.size} }

// Chroma is of which kind it is: 0 none, 1 4:2:0, 3 4:4:4.
func (p *still) Chroma() int { return p.chroma }

// Colour is how its samples were made of RGB; grey is of full range where the container says nothing, as swscale has it.
func (p *still) Colour(container hold.Colour) hold.Colour {
	told := p.colour.Within(container)
	told.FullRange = told.FullRange || p.chroma == 0 && !container.Known
	return told
}

// Level is its mean CRF, over the first of so many pixels.
func (p *still) Level(ctx context.Context, pixels int) (float64, error) {
	index, err := p.meanIndex(ctx, min(p.across()*p.down(), pixels>>(2*p.sb)))
	return crfOf(index), err
}

// rectangle is a block that is to be held.
func (b *block) rectangle() *hold.Rectangle {
	return &hold.Rectangle{
		Plane: b.plane, X: b.x, Y: b.y, Wide: b.width(), High: b.height(), Guess: b.guess[:], Unit: b.unit, Levels: b.levels[:], Row: min(b.width(), 32),
		Transform: b.transform(), Group: [4]int{b.wide<<8 | b.high, int(b.across)<<8 | int(b.down), b.dc, b.ac},
	}
}

// parts are a block's squares.
func (k kinds) parts(to []hold.Part, b *blockHead) []hold.Part {
	first := shapesOf[b.wide][b.high]
	across, down := partsOf(b.wide, b.high)
	for n := first; n < first+across*down; n++ {
		to = append(to, hold.Part{Shape: n, Sort: int(3*unturned(b.down) + unturned(b.across)), Kind: k.of(b, n), Places: shapes[n].places})
	}
	return to
}
