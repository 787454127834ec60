package hevc

import (
	"context"

	"uncodec/codec/hold"
)

// still is a picture whose headers are read.
type still struct {
	*sps
	segments []*slice
}

// open reads the headers of a stream's first picture.
func open(stream []byte) (*still, error) {
	sequences, pictures := map[int]*sps{}, map[int]*pps{}
	var segments []*slice
	var before *slice
	for _, u := range units(stream) {
		switch {
		case u.kind == unitSPS:
			id, s, err := readSPS(u.body)
			if err != nil {
				return nil, err
			}
			sequences[id] = s
		case u.kind == unitPPS:
			id, p, err := readPPS(u.body, sequences)
			if err != nil {
				return nil, err
			}
			pictures[id] = p
		case u.kind >= firstIRAP && u.kind <= lastIRAP:
			h, err := readSlice(u, pictures, before)
			if err != nil {
				return nil, err
			}
			if h.first && before != nil {
				return &still{before.by.of, segments}, nil
			}
			segments, before = append(segments, h), h
		}
	}
	if before == nil {
		return nil, ErrFormat
	}
	return &still{before.by.of, segments}, nil
}

// read shows all of a picture's blocks, in order; begin and end are called before and after each coding tree block's, with its
// place in luma. ErrFormat tells that it is not all there.
func (p *still) read(begin, end func(x, y int) error, show func(*block)) (*reader, error) {
	r := newReader(p.segments[0].by, show)
	for _, h := range p.segments {
		if err := r.readSegment(h, begin, end); err != nil {
			return nil, err
		}
	}
	if r.count != len(r.order) {
		return nil, ErrFormat
	}
	return r, nil
}

// meanQP is the mean of what its coding blocks' QPs are, over the pixels of so many coding tree blocks, the first; their samples are not
// made. ErrFormat tells that there are not as many.
func (p *still) meanQP(ctx context.Context, trees int) (float64, error) {
	r := newReader(p.segments[0].by, nil)
	end := func(int, int) error {
		if r.count+1 == trees {
			return hold.ErrEnough
		}
		return nil
	}
	for _, h := range p.segments {
		err := r.readSegment(h, func(int, int) error { return ctx.Err() }, end)
		if err == hold.ErrEnough {
			return r.mean(), nil
		}
		if err != nil {
			return 0, err
		}
	}
	return 0, ErrFormat
}

// mean is that of the QPs that were read.
func (r *reader) mean() float64 {
	sum, count := 0, 0
	for i, qp := range r.qps {
		if r.region[i] != 0 {
			sum, count = sum+int(qp), count+1
		}
	}
	return float64(sum) / float64(count)
}
