package av1

import (
	"context"

	"uncodec/codec/hold"
)

// read shows all of a picture's blocks, in order; begin and end are called before and after each superblock's, with its
// place in luma. ErrFormat tells that it is not all there.
func (p *still) read(begin, end func(x, y int) error, show func(*block)) error {
	return p.readBy(newReader(p.frame, show), begin, end)
}

func (p *still) readBy(r *reader, begin, end func(x, y int) error) error {
	for n, data := range p.tiles {
		if err := r.readTile(n, data, begin, end); err != nil {
			return err
		}
	}
	return nil
}

// meanIndex is the mean of what its coding blocks' quantiser indices are, over the pixels of so many superblocks, the first; their
// samples are not made.
func (p *still) meanIndex(ctx context.Context, superblocks int) (float64, error) {
	r := newReader(p.frame, nil)
	err := p.readBy(r, func(int, int) error { return ctx.Err() }, func(int, int) error {
		if superblocks--; superblocks == 0 {
			return hold.ErrEnough
		}
		return nil
	})
	if err != nil && err != hold.ErrEnough {
		return 0, err
	}
	return float64(r.indices) / float64(r.area), nil
}

// across and down are how many superblocks the picture is.
func (p *still) across() int { return (p.size.X + 1<<p.sb - 1) >> p.sb }
func (p *still) down() int   { return (p.size.Y + 1<<p.sb - 1) >> p.sb }
