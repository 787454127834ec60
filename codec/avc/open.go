package avc

import (
	"context"

	"uncodec/codec/hold"
)

// still is a picture whose headers are read.
type still struct {
	*sps
	slices []*slice
}

// open reads the headers of a stream's first picture.
func open(stream []byte) (*still, error) {
	sequences, pictures := map[int]*sps{}, map[int]*pps{}
	var p *still
	for _, u := range units(stream) {
		switch {
		case p != nil && u.kind >= unitSPS && u.kind <= unitBorder:
			return p, nil
		case u.kind == unitSPS:
			id, s, err := readSPS(u.body)
			if err != nil {
				return nil, err
			}
			sequences[id] = s
		case u.kind == unitPPS:
			id, s, err := readPPS(u.body, sequences)
			if err != nil {
				return nil, err
			}
			pictures[id] = s
		case u.kind >= unitPartA && u.kind <= unitPartC:
			return nil, ErrForeign
		case u.kind == unitSlice || u.kind == unitIDR:
			if p != nil && len(u.body) > 0 && u.body[0]>>7 == 1 { // the first macroblock of the next
				return p, nil
			}
			h, err := readSlice(u, pictures)
			if err != nil {
				return nil, err
			}
			if p == nil {
				p = &still{sps: h.by.of}
			} else if h.by.of != p.sps {
				return nil, ErrFormat
			} else if h.first <= p.slices[len(p.slices)-1].first { // in any order
				return nil, ErrForeign
			}
			p.slices = append(p.slices, h)
		}
	}
	if p == nil {
		return nil, ErrFormat
	}
	return p, nil
}

// read shows all of a picture's blocks, in order; begin and end are called before and after each macroblock's, with its place in
// luma. ErrFormat tells that it is not all there.
func (p *still) read(begin, end func(x, y int) error, show func(*block)) (*reader, error) {
	r := newReader(p.sps, show)
	for _, h := range p.slices {
		if err := r.readSlice(h, begin, end); err != nil {
			return nil, err
		}
	}
	if r.count != len(r.all) {
		return nil, ErrFormat
	}
	return r, nil
}

// meanQP is the mean of what its macroblocks' QPs are, over so many of them, the first; their samples are not made. ErrFormat tells that
// there are not as many.
func (p *still) meanQP(ctx context.Context, macroblocks int) (float64, error) {
	r := newReader(p.sps, nil)
	end := func(int, int) error {
		if r.count+1 == macroblocks {
			return hold.ErrEnough
		}
		return nil
	}
	for _, h := range p.slices {
		err := r.readSlice(h, func(int, int) error { return ctx.Err() }, end)
		if err == hold.ErrEnough {
			return float64(r.qps) / float64(macroblocks), nil
		}
		if err != nil {
			return 0, err
		}
	}
	return 0, ErrFormat
}
