package hevc

import (
	"image"

	"uncodec/codec/cabac"
)

// reader reads a picture's coding tree blocks, one by one.
type reader struct {
	*sps
	*pps
	slice *slice
	tiling
	cabac.Decoder
	contexts [contextCount]cabac.Chance
	second   [contextCount]cabac.Chance // as they were behind a row's second block
	ending   [contextCount]cabac.Chance // behind the slice segment before
	planes   [3]plane

	// Of each 4 × 4 of luma, row by row:
	wide   int      // how many there are in a row
	region []uint32 // the slice and tile by which it is decoded, 0 if it is not yet
	nested []uint8  // how often its coding block was split
	mode   []uint8  // by which it is predicted
	qps    []int8
	here   uint32 // the region that is being decoded
	count  int    // coding tree blocks that are read

	qp       int         // of the coding block
	group    image.Point // the coding tree block that its group of one QP is in
	told     bool        // the group's difference is told
	bypassed bool        // the coding block's values are samples

	block             block
	residual, scratch [1024]int32
	show              func(*block) // sees each block, which is read over then; nil where samples are not wanted
}

// plane is a picture's samples of a kind, before the loop filters.
type plane struct {
	stride int
	pix    []uint16
}

func newReader(p *pps, show func(*block)) *reader {
	s := p.of
	r := &reader{sps: s, pps: p, tiling: newTiling(s, p), show: show, wide: s.size.X / 4}
	units := r.wide * s.size.Y / 4
	r.region, r.nested, r.mode, r.qps = make([]uint32, units), make([]uint8, units), make([]uint8, units), make([]int8, units)
	for i := range s.planeCount() {
		if show == nil {
			break
		}
		stride := s.size.X >> s.half(i)
		r.planes[i] = plane{stride, make([]uint16, stride*s.size.Y>>s.half(i))}
	}
	return r
}

// unit is where the 4 × 4 lies that has a sample of luma.
func (r *reader) unit(x, y int) int { return y>>2*r.wide + x>>2 }

// known tells whether a sample of luma is decoded and may be predicted from (6.4.1).
func (r *reader) known(x, y int) bool {
	return x >= 0 && y >= 0 && x < r.size.X && y < r.size.Y && r.region[r.unit(x, y)] == r.here
}

// fill sets a map for a square of luma; what stands out over the picture has none.
func fill[T any](r *reader, of []T, x, y, side int, v T) {
	for j := y; j < min(y+side, r.size.Y); j += 4 {
		row := of[r.unit(x, j):][:(min(x+side, r.size.X)-x)>>2]
		for i := range row {
			row[i] = v
		}
	}
}

// readSegment reads a slice segment's coding tree blocks (7.3.8.1); begins and done are called before and after each, with its place.
func (r *reader) readSegment(h *slice, begins, done func(x, y int) error) error {
	r.slice = h
	r.Start(h.data)
	at := r.placeOf[h.address]
	if !h.dependent || at == 0 {
		r.here++
		r.qp = h.qp
		begin(&r.contexts, h.qp)
	} else {
		r.contexts = r.ending
	}
	for first := true; ; first = false {
		column, row := r.order[at]%r.across(), r.order[at]/r.across()
		x, y := column<<r.ctb, row<<r.ctb
		switch newTile := at > 0 && r.tile[at] != r.tile[at-1]; {
		case newTile && (!first || h.dependent):
			r.here++
			fallthrough
		case newTile:
			r.qp = h.qp
			begin(&r.contexts, h.qp)
		case r.waves && r.columnBegins[column]:
			r.qp = h.qp
			if r.known(x+1<<r.ctb, y-1) {
				r.contexts = r.second
			} else if !first || h.dependent {
				begin(&r.contexts, h.qp)
			}
		}
		if err := begins(x, y); err != nil {
			return err
		}
		if err := r.readTree(x, y); err != nil {
			return err
		}
		if r.Ended() {
			return ErrFormat
		}
		if err := done(x, y); err != nil {
			return err
		}
		if r.waves && column > 0 && r.columnBegins[column-1] {
			r.second = r.contexts
		}
		r.count++
		if at++; r.Final() {
			r.ending = r.contexts
			return nil
		}
		if at == len(r.order) {
			return ErrFormat
		}
		if r.tile[at] != r.tile[at-1] || r.waves && r.columnBegins[r.order[at]%r.across()] {
			if !r.Final() {
				return ErrFormat
			}
			r.Restart()
		}
	}
}
